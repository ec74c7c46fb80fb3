package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.FieldFault;
import dev.kith.api.FieldFault.EmailSyntaxError;
import dev.kith.api.Operation;
import dev.kith.api.PatchUser.Change.Members;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.transport.ProblemTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules, and what callers get to read when one is broken. */
class FieldRulesTest {
    private static final String LENGTH_200 = "value length must be between 1 and 200 runes, inclusive";
    private static final String WITHIN = ": embedded message failed validation | caused by: ";
    private static final Preconditions EMPTY_ORGANIZATION =
            new Preconditions(Selector.NOT_GIVEN, new Selector.Nothing(), null);

    @Test
    void a_fault_deep_inside_is_told_with_the_way_to_it() {
        Members members = new Members(null, null, new SetContact(new SetContact.Email("", null), null));
        Optional<Problem> problem = FieldRules.of(Preconditions.NONE, members);
        assertThat(fault(problem))
                .isEqualTo(
                        new FieldFault(List.of("user", "contact", "email", "address"), new FieldFault.Length(1, 200)));
        assertThat(text(Operation.PATCH_USER, problem))
                .isEqualTo("invalid PatchUserRequest.User" + WITHIN + "invalid PatchUser.Contact" + WITHIN
                        + "invalid SetContact.Email" + WITHIN + "invalid SetEmail.Address: " + LENGTH_200);
    }

    @Test
    void lengths_count_code_points() {
        assertThat(FieldRules.of(new UserRef(Preconditions.NONE, "\uD83D\uDE00".repeat(200))))
                .isEmpty();
        Optional<Problem> problem = FieldRules.of(new UserRef(Preconditions.NONE, "ä".repeat(201)));
        assertThat(fault(problem)).isEqualTo(new FieldFault(List.of("id"), new FieldFault.Length(1, 200)));
        assertThat(text(Operation.GET_USER, problem)).isEqualTo("invalid GetUserRequest.Id: " + LENGTH_200);
    }

    @Test
    void the_id_comes_before_the_address_and_the_address_before_the_verification() {
        SetContact.Email bad = new SetContact.Email("noemail", new Verification.Verified(false));
        assertThat(text(Operation.SET_CONTACT_EMAIL, FieldRules.of(new SetContactEmail(Preconditions.NONE, "", bad))))
                .isEqualTo("invalid SetContactEmailRequest.Id: " + LENGTH_200);
        Optional<Problem> problem = FieldRules.of(new SetContactEmail(Preconditions.NONE, "1", bad));
        assertThat(fault(problem))
                .isEqualTo(new FieldFault(
                        List.of("email", "address"),
                        new FieldFault.EmailSyntax(EmailSyntaxError.AT_SIGN_OR_ANGLE_BRACKET_MISSING)));
        assertThat(text(Operation.SET_CONTACT_EMAIL, problem))
                .isEqualTo("invalid SetContactEmailRequest.Email" + WITHIN
                        + "invalid SetEmail.Address: value must be a valid email address"
                        + " | caused by: mail: missing '@' or angle-addr");
    }

    @Test
    void is_verified_must_be_true() {
        Optional<Problem> problem = FieldRules.of(new SetContactPhone(
                Preconditions.NONE, "1", new SetContact.Phone("123", new Verification.Verified(false))));
        assertThat(fault(problem))
                .isEqualTo(new FieldFault(List.of("phone", "isVerified"), new FieldFault.MustBeTrue()));
        assertThat(text(Operation.SET_CONTACT_PHONE, problem))
                .isEqualTo("invalid SetContactPhoneRequest.Phone" + WITHIN
                        + "invalid SetPhone.IsVerified: value must equal true");
    }

    @Test
    void a_template_has_1_to_200_characters() {
        SetContact.Email email = new SetContact.Email("a@b", new Verification.SendCode(""));
        Optional<Problem> problem = FieldRules.of(new SetContactEmail(Preconditions.NONE, "1", email));
        assertThat(fault(problem))
                .isEqualTo(new FieldFault(List.of("email", "sendCode", "urlTemplate"), new FieldFault.Length(1, 200)));
        assertThat(text(Operation.SET_CONTACT_EMAIL, problem))
                .isEqualTo("invalid SetContactEmailRequest.Email" + WITHIN + "invalid SetEmail.SendCode" + WITHIN
                        + "invalid SendEmailVerificationCode.UrlTemplate: " + LENGTH_200);
        assertThat(text(
                        Operation.RESEND_CONTACT_EMAIL_CODE,
                        FieldRules.of(
                                new ResendCode(Preconditions.NONE, "1", new Verification.SendCode("x".repeat(201))))))
                .startsWith("invalid ResendContactEmailCodeRequest.SendCode" + WITHIN);
    }

    @Test
    void a_phone_has_1_to_20_characters_and_a_code_too() {
        assertThat(text(
                        Operation.SET_CONTACT_PHONE,
                        FieldRules.of(new SetContactPhone(
                                Preconditions.NONE, "1", new SetContact.Phone("1".repeat(21), null)))))
                .endsWith("invalid SetPhone.Number: value length must be between 1 and 20 runes, inclusive");
        Optional<Problem> problem = FieldRules.of(new VerifyContact(Preconditions.NONE, "1", "x".repeat(21)));
        assertThat(fault(problem)).isEqualTo(new FieldFault(List.of("verificationCode"), new FieldFault.Length(1, 20)));
        assertThat(text(Operation.VERIFY_CONTACT_EMAIL, problem))
                .isEqualTo("invalid VerifyContactEmailRequest.VerificationCode:"
                        + " value length must be between 1 and 20 runes, inclusive");
    }

    @Test
    void an_organization_without_member_breaks_a_rule_after_those_of_the_user() {
        Optional<Problem> problem = FieldRules.of(EMPTY_ORGANIZATION, new Members(null, null, null));
        assertThat(fault(problem))
                .isEqualTo(new FieldFault(List.of("organization", "property"), new FieldFault.Required()));
        assertThat(text(Operation.PATCH_USER, problem))
                .isEqualTo("invalid PatchUserRequest.Organization" + WITHIN
                        + "invalid Organization.Property: value is required");
        assertThat(text(Operation.PATCH_USER, FieldRules.of(EMPTY_ORGANIZATION, new Members("", null, null))))
                .contains("PatchUser.SchemaId");
    }

    @Test
    void a_new_user_needs_an_organization() {
        CreateUser.NewUser user = new CreateUser.NewUser("s", null, null, null);
        Optional<Problem> problem = FieldRules.of(new CreateUser(Preconditions.NONE, user));
        assertThat(fault(problem)).isEqualTo(new FieldFault(List.of("organization"), new FieldFault.Required()));
        assertThat(text(Operation.CREATE_USER, problem))
                .isEqualTo("invalid CreateUserRequest.Organization: value is required");
        assertThat(FieldRules.of(new CreateUser(Preconditions.inOrganization("o"), user)))
                .isEmpty();
    }

    @Test
    void an_id_of_one_s_own_has_no_control_characters() {
        CreateUser.NewUser user = new CreateUser.NewUser("s", null, null, "a\u0000b");
        Optional<Problem> problem = FieldRules.of(new CreateUser(Preconditions.inOrganization("o"), user));
        assertThat(fault(problem))
                .isEqualTo(new FieldFault(List.of("user", "userId"), new FieldFault.NoControlCharacters()));
        assertThat(text(Operation.CREATE_USER, problem))
                .isEqualTo("invalid CreateUserRequest.User" + WITHIN
                        + "invalid CreateUser.UserId: value must not contain control characters");
    }

    private static FieldFault fault(Optional<Problem> problem) {
        return problem.map(Problem::field).orElseThrow();
    }

    private static String text(Operation operation, Optional<Problem> problem) {
        assertThat(problem).map(Problem::code).contains(ProblemCode.FIELD_RULE);
        return ProblemTable.answer(operation, problem.orElseThrow()).message();
    }
}
