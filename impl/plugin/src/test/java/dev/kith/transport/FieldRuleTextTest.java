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
            new FieldFault.MostLength(20),
            new FieldFault.Specified(),
            new FieldFault.Defined(),
            new FieldFault.Unique(),
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
    @CsvSource(
            delimiter = ';',
            value = {
                "CREATE_USER_SCHEMA; userSchema,type; invalid CreateUserSchemaRequest.UserSchema: embedded message failed"
                        + " validation | caused by: invalid UserSchema.Type",
                "CREATE_USER_SCHEMA; userSchema,possibleAuthenticators[1]; invalid CreateUserSchemaRequest.UserSchema:"
                        + " embedded message failed validation | caused by: invalid"
                        + " UserSchema.PossibleAuthenticators[1]",
                "PATCH_USER_SCHEMA; userSchema,type; invalid PatchUserSchemaRequest.UserSchema: embedded message failed"
                        + " validation | caused by: invalid PatchUserSchema.Type",
                "SEARCH_USER_SCHEMAS; filters[0],filter; invalid SearchUserSchemasRequest.Filters[0]: embedded message"
                        + " failed validation | caused by: invalid SearchFilter.Filter",
                "SEARCH_USER_SCHEMAS; filters[2],idFilter,id; invalid SearchUserSchemasRequest.Filters[2]: embedded"
                        + " message failed validation | caused by: invalid SearchFilter.IdFilter: embedded message failed"
                        + " validation | caused by: invalid IDFilter.Id",
                "SEARCH_USER_SCHEMAS; filters[0],orFilter,queries[1],notFilter,filter; invalid"
                        + " SearchUserSchemasRequest.Filters[0]: embedded message failed validation | caused by: invalid"
                        + " SearchFilter.OrFilter: embedded message failed validation | caused by: invalid"
                        + " OrFilter.Queries[1]: embedded message failed validation | caused by: invalid"
                        + " SearchFilter.NotFilter: embedded message failed validation | caused by: invalid"
                        + " NotFilter.Filter"
            })
    void a_message_about_schemas_is_named_by_its_type(Operation operation, String path, String text) {
        FieldFault fault = new FieldFault(List.of(path.split(",")), new FieldFault.Required());

        assertThat(FieldRuleText.of(operation, fault)).isEqualTo(text + ": value is required");
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
