package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.FieldFault;
import dev.kith.api.FieldFault.EmailSyntaxError;
import dev.kith.api.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldRuleTextTest {
    private static final List<FieldFault.FieldRule> RULES = List.of(
            new FieldFault.Required(),
            new FieldFault.MustBeTrue(),
            new FieldFault.NoControlCharacters(),
            new FieldFault.Length(1, 20),
            new FieldFault.EmailSyntax(EmailSyntaxError.ADDRESS_MISSING));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ADDRESS_MISSING | mail: no address",
                "ADDRESS_NOT_ALONE | mail: expected single address",
                "AT_SIGN_OR_ANGLE_BRACKET_MISSING | mail: missing '@' or angle-addr",
                "AT_SIGN_MISSING | mail: missing @ in addr-spec",
                "ANGLE_BRACKET_UNCLOSED | mail: unclosed angle-addr",
                "ATOM_MISSING | mail: invalid string",
                "DOT_MISPLACED | mail: misplaced dot in atom",
                "QUOTED_CHARACTER | mail: bad character in quoted-string",
                "QUOTE_UNCLOSED | mail: unclosed quoted-string",
                "COMMENT_UNCLOSED | mail: misformatted parenthetical comment",
                "HOST_MISSING | mail: no domain in addr-spec",
                "ADDRESS_TOO_LONG | email addresses cannot exceed 254 characters",
                "LOCAL_PART_TOO_LONG | email address local phrase cannot exceed 64 characters",
                "HOST_LABEL_LENGTH | hostname part must be non-empty and cannot exceed 63 characters",
                "HOST_LABEL_HYPHEN | hostname parts cannot begin or end with hyphens",
                "HOST_LABEL_CHARACTER | hostname parts can only contain alphanumeric characters or hyphens"
            })
    void a_bad_address_is_explained_in_the_words_of_the_contract_s_validator(EmailSyntaxError error, String cause) {
        FieldFault fault = new FieldFault(List.of("address"), new FieldFault.EmailSyntax(error));

        assertThat(FieldRuleText.of(Operation.SET_CONTACT_EMAIL, fault))
                .isEqualTo("invalid SetContactEmailRequest.Address: value must be a valid email address | caused by: "
                        + cause);
    }

    @Test
    void every_rule_has_a_sentence_of_its_own() {
        assertThat(RULES)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(FieldFault.FieldRule.class.getPermittedSubclasses()));
        Stream<String> sentences =
                RULES.stream().map(rule -> FieldRuleText.of(Operation.GET_USER, new FieldFault(List.of("id"), rule)));
        assertThat(sentences).doesNotHaveDuplicates().allMatch(text -> text.startsWith("invalid GetUserRequest.Id: "));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_USER, CreateUser",
        "GET_USER, GetUser",
        "PATCH_USER, PatchUser",
        "DELETE_USER, DeleteUser",
        "DEACTIVATE_USER, DeactivateUser",
        "ACTIVATE_USER, ActivateUser",
        "LOCK_USER, LockUser",
        "UNLOCK_USER, UnlockUser",
        "SET_CONTACT_EMAIL, SetContactEmail",
        "VERIFY_CONTACT_EMAIL, VerifyContactEmail",
        "RESEND_CONTACT_EMAIL_CODE, ResendContactEmailCode",
        "SET_CONTACT_PHONE, SetContactPhone",
        "VERIFY_CONTACT_PHONE, VerifyContactPhone",
        "RESEND_CONTACT_PHONE_CODE, ResendContactPhoneCode"
    })
    void the_outermost_message_is_the_request_of_the_call(Operation operation, String name) {
        FieldFault fault = new FieldFault(List.of("instance", "property"), new FieldFault.Required());

        assertThat(FieldRuleText.of(operation, fault))
                .isEqualTo("invalid " + name + "Request.Instance: embedded message failed validation"
                        + " | caused by: invalid Instance.Property: value is required");
    }
}
