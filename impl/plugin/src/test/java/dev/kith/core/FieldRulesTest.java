package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldRulesTest {
    private static final String LENGTH_200 = "value length must be between 1 and 200 runes, inclusive";
    private static final String WITHIN = ": embedded message failed validation | caused by: ";
    private static final Preconditions EMPTY_ORGANIZATION =
            new Preconditions(Selector.NOT_GIVEN, new Selector.Nothing(), null);

    @Test
    void a_fault_deep_inside_is_told_with_the_way_to_it() {
        Members members = new Members(null, null, new SetContact(new SetContact.Email("", null), null));
        assertThat(text(FieldRules.of(Preconditions.NONE, members)))
                .isEqualTo("invalid PatchUserRequest.User" + WITHIN + "invalid PatchUser.Contact" + WITHIN
                        + "invalid SetContact.Email" + WITHIN + "invalid SetEmail.Address: " + LENGTH_200);
    }

    @Test
    void lengths_count_code_points() {
        assertThat(FieldRules.of(new UserRef(Preconditions.NONE, "\uD83D\uDE00".repeat(200)), "GetUserRequest"))
                .isEmpty();
        assertThat(text(FieldRules.of(new UserRef(Preconditions.NONE, "ä".repeat(201)), "GetUserRequest")))
                .isEqualTo("invalid GetUserRequest.Id: " + LENGTH_200);
    }

    @Test
    void the_id_comes_before_the_address_and_the_address_before_the_verification() {
        SetContact.Email bad = new SetContact.Email("noemail", new Verification.Verified(false));
        assertThat(text(FieldRules.of(new SetContactEmail(Preconditions.NONE, "", bad))))
                .isEqualTo("invalid SetContactEmailRequest.Id: " + LENGTH_200);
        assertThat(text(FieldRules.of(new SetContactEmail(Preconditions.NONE, "1", bad))))
                .isEqualTo("invalid SetContactEmailRequest.Email" + WITHIN
                        + "invalid SetEmail.Address: value must be a valid email address"
                        + " | caused by: mail: missing '@' or angle-addr");
    }

    @Test
    void is_verified_must_be_true() {
        assertThat(text(FieldRules.of(new SetContactPhone(
                        Preconditions.NONE, "1", new SetContact.Phone("123", new Verification.Verified(false))))))
                .isEqualTo("invalid SetContactPhoneRequest.Phone" + WITHIN
                        + "invalid SetPhone.IsVerified: value must equal true");
    }

    @Test
    void a_template_has_1_to_200_characters() {
        SetContact.Email email = new SetContact.Email("a@b", new Verification.SendCode(""));
        assertThat(text(FieldRules.of(new SetContactEmail(Preconditions.NONE, "1", email))))
                .isEqualTo("invalid SetContactEmailRequest.Email" + WITHIN + "invalid SetEmail.SendCode" + WITHIN
                        + "invalid SendEmailVerificationCode.UrlTemplate: " + LENGTH_200);
        assertThat(text(FieldRules.of(
                        new ResendCode(Preconditions.NONE, "1", new Verification.SendCode("x".repeat(201))),
                        ContactChannel.EMAIL)))
                .startsWith("invalid ResendContactEmailCodeRequest.SendCode" + WITHIN);
    }

    @Test
    void a_phone_has_1_to_20_characters_and_a_code_too() {
        assertThat(text(FieldRules.of(
                        new SetContactPhone(Preconditions.NONE, "1", new SetContact.Phone("1".repeat(21), null)))))
                .endsWith("invalid SetPhone.Number: value length must be between 1 and 20 runes, inclusive");
        assertThat(text(FieldRules.of(
                        new VerifyContact(Preconditions.NONE, "1", "x".repeat(21)), ContactChannel.EMAIL)))
                .isEqualTo("invalid VerifyContactEmailRequest.VerificationCode:"
                        + " value length must be between 1 and 20 runes, inclusive");
    }

    @Test
    void an_organization_without_member_breaks_a_rule_after_those_of_the_user() {
        assertThat(text(FieldRules.of(EMPTY_ORGANIZATION, new Members(null, null, null))))
                .isEqualTo("invalid PatchUserRequest.Organization" + WITHIN
                        + "invalid Organization.Property: value is required");
        assertThat(text(FieldRules.of(EMPTY_ORGANIZATION, new Members("", null, null))))
                .contains("PatchUser.SchemaId");
    }

    @Test
    void a_new_user_needs_an_organization() {
        CreateUser.NewUser user = new CreateUser.NewUser("s", null, null, null);
        assertThat(text(FieldRules.of(new CreateUser(Preconditions.NONE, user))))
                .isEqualTo("invalid CreateUserRequest.Organization: value is required");
        assertThat(FieldRules.of(new CreateUser(Preconditions.inOrganization("o"), user)))
                .isEmpty();
    }

    @Test
    void an_id_of_one_s_own_has_no_control_characters() {
        CreateUser.NewUser user = new CreateUser.NewUser("s", null, null, "a\u0000b");
        assertThat(text(FieldRules.of(new CreateUser(Preconditions.inOrganization("o"), user))))
                .isEqualTo("invalid CreateUserRequest.User" + WITHIN
                        + "invalid CreateUser.UserId: value must not contain control characters");
    }

    private static String text(Optional<Problem> problem) {
        assertThat(problem).map(Problem::code).contains(ProblemCode.FIELD_RULE);
        return problem.map(Problem::text).orElseThrow();
    }
}
