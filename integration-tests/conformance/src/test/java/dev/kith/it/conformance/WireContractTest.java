package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and numbers, as the clients of the public definitions have them. */
class WireContractTest {
    private static final WireTypes TYPES = WireTypes.read(Parameters.WIRE_DESCRIPTION);
    private static final String ONE = "1 instance?, 2 organization?, 3 id";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PatchUserRequest | 1 instance?, 2 organization?, 3 id, 4 user?",
                "PatchUser | 1 schema_id?, 2 data?, 3 contact?",
                "PatchUserResponse | 1 details?, 2 email_code?, 3 phone_code?",
                "SetContactEmailRequest | 1 instance?, 2 organization?, 3 id, 4 email?",
                "SetContactEmailResponse | 1 details?, 3 verification_code?",
                "SetContact | 1 email?, 2 phone?",
                "SetEmail | 1 address, 2 send_code?, 3 return_code?, 4 is_verified?",
                "SendEmailVerificationCode | 1 url_template?",
                "ReturnEmailVerificationCode | ''",
                "SetPhone | 1 number, 2 send_code?, 3 return_code?, 4 is_verified?",
                "SendPhoneVerificationCode | ''",
                "ReturnPhoneVerificationCode | ''",
                "VerifyContactEmailRequest | 1 instance?, 2 organization?, 3 id, 4 verification_code",
                "VerifyContactEmailResponse | 1 details?",
                "ResendContactEmailCodeRequest | 1 instance?, 2 organization?, 3 id, 4 send_code?, 5 return_code?",
                "ResendContactEmailCodeResponse | 1 details?, 2 verification_code?",
                "SetContactPhoneRequest | 1 instance?, 2 organization?, 3 id, 4 phone?",
                "SetContactPhoneResponse | 1 details?, 3 verification_code?",
                "VerifyContactPhoneRequest | 1 instance?, 2 organization?, 3 id, 4 verification_code",
                "VerifyContactPhoneResponse | 1 details?",
                "ResendContactPhoneCodeRequest | 1 instance?, 2 organization?, 3 id, 4 send_code?, 5 return_code?",
                "ResendContactPhoneCodeResponse | 1 details?, 2 verification_code?",
                "CreateUserRequest | 1 instance?, 2 organization?, 3 user?",
                "CreateUser | 1 schema_id, 2 data?, 3 contact?, 4 authenticators?, 5 user_id?",
                "CreateUserResponse | 1 details?, 2 email_code?, 3 phone_code?",
                "GetUserRequest | 1 instance?, 2 id",
                "GetUserResponse | 1 user?",
                "GetUser | 1 details?, 2 schema?, 3 data?, 4 contact?, 5 authenticators?, 6 state",
                "GetSchema | 1 id, 2 type, 3 revision",
                "Contact | 1 email?, 2 phone?",
                "Email | 1 address, 2 is_verified, 1001 pending_address",
                "Phone | 1 number, 2 is_verified, 1001 pending_number",
                "SearchUsersRequest | 1 instance?, 2 query?, 3 sorting_column, 4 filters",
                "SearchUsersResponse | 1 details?, 2 result"
            })
    void messagesOfUsersHaveTheirPublicMembers(String name, String members) {
        assertThat(members("zitadel.resources.user.v3alpha." + name)).isEqualTo(members);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SearchUserSchemasRequest | 1 instance?, 2 query?, 3 sorting_column?, 4 filters",
                "SearchUserSchemasResponse | 1 details?, 2 sorting_column, 3 result",
                "GetUserSchemaRequest | 1 id",
                "GetUserSchemaResponse | 2 user_schema?",
                "CreateUserSchemaRequest | 1 instance?, 2 user_schema?",
                "CreateUserSchemaResponse | 2 details?, 15001 kith_impact?",
                "PatchUserSchemaRequest | 1 instance?, 2 id, 3 user_schema?",
                "PatchUserSchemaResponse | 1 details?, 15001 kith_impact?",
                "DeactivateUserSchemaRequest | 1 id, 2 instance?",
                "DeactivateUserSchemaResponse | 1 details?",
                "ReactivateUserSchemaRequest | 1 id, 2 instance?",
                "ReactivateUserSchemaResponse | 1 details?",
                "DeleteUserSchemaRequest | 1 id, 2 instance?",
                "DeleteUserSchemaResponse | 1 details?",
                "GetUserSchema | 1 details?, 2 config?, 3 state, 4 revision",
                "UserSchema | 1 type, 2 schema?, 3 possible_authenticators",
                "PatchUserSchema | 2 type?, 3 schema?, 4 possible_authenticators",
                "SearchFilter | 1 or_filter?, 2 and_filter?, 3 not_filter?, 5 type_filter?, 6 state_filter?, 7 id_filter?",
                "OrFilter | 1 queries",
                "AndFilter | 1 queries",
                "NotFilter | 1 filter?",
                "IDFilter | 1 id, 2 method",
                "TypeFilter | 1 type, 2 method",
                "StateFilter | 1 state",
                "SchemaImpact | 1 revision?, 2 users?, 3 checked?, 4 failing?, 5 complete?, 6 samples",
                "Sample | 1 user_id, 2 violations",
                "Violation | 1 field, 2 reason"
            })
    void messagesOfSchemasHaveTheirPublicMembers(String name, String members) {
        assertThat(members("zitadel.resources.userschema.v3alpha." + name)).isEqualTo(members);
    }

    @ParameterizedTest
    @CsvSource({"DeactivateUser", "ActivateUser", "LockUser", "UnlockUser", "DeleteUser"})
    void messagesOfStatesHaveTheirPublicMembers(String name) {
        assertThat(members("zitadel.resources.user.v3alpha." + name + "Request"))
                .isEqualTo(ONE);
        assertThat(members("zitadel.resources.user.v3alpha." + name + "Response"))
                .isEqualTo("1 details?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zitadel.resources.object.v3alpha.Details | 1 id, 3 created?, 4 changed?, 5 owner?",
                "zitadel.object.v3alpha.Owner | 1 type, 2 id",
                "zitadel.object.v3alpha.Instance | 1 id?, 2 domain?",
                "zitadel.object.v3alpha.Organization | 1 org_id?, 2 org_domain?",
                "zitadel.v1.ErrorDetail | 1 id, 2 message",
                "google.rpc.Status | 1 code, 2 message, 3 details",
                "google.rpc.BadRequest | 1 field_violations",
                "google.rpc.BadRequest.FieldViolation | 1 field, 2 description, 3 reason",
                "google.rpc.RetryInfo | 1 retry_delay?",
                "grpc.health.v1.HealthCheckRequest | 1 service",
                "grpc.health.v1.HealthCheckResponse | 1 status"
            })
    void messagesOfOthersHaveTheirPublicMembers(String name, String members) {
        assertThat(members(name)).isEqualTo(members);
    }

    @Test
    void enumerationsHaveTheirPublicNumbers() {
        assertThat(TYPES.enumeration("zitadel.object.v3alpha.OwnerType").getValues())
                .extracting(value -> value.getNumber() + " " + value.getName())
                .containsExactly(
                        "0 OWNER_TYPE_UNSPECIFIED", "1 OWNER_TYPE_SYSTEM", "2 OWNER_TYPE_INSTANCE", "3 OWNER_TYPE_ORG");
        assertThat(TYPES.enumeration("zitadel.resources.user.v3alpha.State").getValues())
                .extracting(value -> value.getNumber() + " " + value.getName())
                .containsExactly(
                        "0 USER_STATE_UNSPECIFIED",
                        "1 USER_STATE_ACTIVE",
                        "2 USER_STATE_INACTIVE",
                        "3 USER_STATE_DELETED",
                        "4 USER_STATE_LOCKED");
        assertThat(TYPES.enumeration("zitadel.resources.userschema.v3alpha.State")
                        .getValues())
                .extracting(value -> value.getNumber() + " " + value.getName())
                .containsExactly("0 STATE_UNSPECIFIED", "1 STATE_ACTIVE", "2 STATE_INACTIVE");
        assertThat(TYPES.enumeration("zitadel.resources.userschema.v3alpha.AuthenticatorType")
                        .getValues())
                .extracting(value -> value.getNumber() + " " + value.getName())
                .containsExactly(
                        "0 AUTHENTICATOR_TYPE_UNSPECIFIED",
                        "1 AUTHENTICATOR_TYPE_USERNAME",
                        "2 AUTHENTICATOR_TYPE_PASSWORD",
                        "3 AUTHENTICATOR_TYPE_WEBAUTHN",
                        "4 AUTHENTICATOR_TYPE_TOTP",
                        "5 AUTHENTICATOR_TYPE_OTP_EMAIL",
                        "6 AUTHENTICATOR_TYPE_OTP_SMS",
                        "7 AUTHENTICATOR_TYPE_AUTHENTICATION_KEY",
                        "8 AUTHENTICATOR_TYPE_IDENTITY_PROVIDER");
        assertThat(TYPES.enumeration("zitadel.resources.userschema.v3alpha.FieldName")
                        .getValues())
                .extracting(value -> value.getNumber() + " " + value.getName())
                .containsExactly(
                        "0 FIELD_NAME_UNSPECIFIED",
                        "1 FIELD_NAME_TYPE",
                        "2 FIELD_NAME_STATE",
                        "3 FIELD_NAME_REVISION",
                        "4 FIELD_NAME_CHANGE_DATE",
                        "5 FIELD_NAME_CREATION_DATE");
    }

    /** The JSON transport reads numbers by the order of these constants. */
    @Test
    void enumerationsOfTheApiAreInTheOrderOfThePublicNumbers() {
        assertThat(constants("zitadel.resources.userschema.v3alpha.State", "STATE_"))
                .isEqualTo(names(SchemaState.values()));
        assertThat(constants("zitadel.resources.userschema.v3alpha.AuthenticatorType", "AUTHENTICATOR_TYPE_"))
                .isEqualTo(names(AuthenticatorType.values()));
        assertThat(constants("zitadel.resources.userschema.v3alpha.FieldName", "FIELD_NAME_"))
                .isEqualTo(names(SearchUserSchemas.Column.values()));
        assertThat(constants("zitadel.resources.object.v3alpha.TextFilterMethod", "TEXT_FILTER_METHOD_"))
                .isEqualTo(names(TextFilterMethod.values()));
    }

    private static List<String> constants(String enumeration, String prefix) {
        return TYPES.enumeration(enumeration).getValues().stream()
                .map(value -> value.getName().substring(prefix.length()))
                .toList();
    }

    /** Without the one for numbers that are not defined. */
    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants, 0, constants.length - 1).map(Enum::name).toList();
    }

    /** Number and name of each member; a question mark where it is known whether the member was set. */
    private static String members(String message) {
        Map<Integer, String> members = new TreeMap<>();
        for (FieldDescriptor field : TYPES.message(message).getFields()) {
            members.put(field.getNumber(), field.getName() + (field.hasPresence() ? "?" : ""));
        }
        return String.join(
                ", ",
                members.entrySet().stream()
                        .map(member -> member.getKey() + " " + member.getValue())
                        .toList());
    }
}
