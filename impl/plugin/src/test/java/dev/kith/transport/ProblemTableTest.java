package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.transport.ErrorResponse.Detail;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTableTest {
    @ParameterizedTest
    @CsvSource({
        "PATCH_USER, COMMAND-Nn8CRVlkeZ",
        "SET_CONTACT_EMAIL, COMMAND-nJ0TQFuRmP",
        "VERIFY_CONTACT_EMAIL, COMMAND-qbGyMPvjvj",
        "RESEND_CONTACT_EMAIL_CODE, COMMAND-EajeF6ypOV",
        "SET_CONTACT_PHONE, COMMAND-b33QAVgel6",
        "VERIFY_CONTACT_PHONE, COMMAND-bx2OLtgGNS",
        "RESEND_CONTACT_PHONE_CODE, COMMAND-z8Bu9vuL9s",
        "DEACTIVATE_USER, COMMAND-Ob6lR5iFTe",
        "ACTIVATE_USER, COMMAND-rQjbBr4J3j",
        "LOCK_USER, COMMAND-G4LOrnjY7q",
        "UNLOCK_USER, COMMAND-gpBv46Lh9m",
        "DELETE_USER, COMMAND-syHyCsGmvM"
    })
    void an_unknown_user_has_an_id_for_each_call(Operation operation, String id) {
        assertThat(answer(operation, ProblemCode.USER_NOT_FOUND))
                .isEqualTo(ErrorResponse.domain(GrpcStatus.NOT_FOUND, id, "User could not be found"));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH_USER, COMMAND-gEJR1QOGHb",
        "SET_CONTACT_EMAIL, COMMAND-0oj2PquNGA",
        "VERIFY_CONTACT_EMAIL, COMMAND-y3n4Sdu8j5",
        "SET_CONTACT_PHONE, COMMAND-DkQ9aurv5u",
        "VERIFY_CONTACT_PHONE, COMMAND-R4LKY44Ke3",
        "DEACTIVATE_USER, COMMAND-pjJhge86ZV",
        "ACTIVATE_USER, COMMAND-17XupGvxBJ",
        "LOCK_USER, COMMAND-Eu8I2VAfjF",
        "UNLOCK_USER, COMMAND-krXtYscQZh",
        "DELETE_USER, COMMAND-Vs4wJCME7T"
    })
    void an_empty_id_has_an_id_for_each_call(Operation operation, String id) {
        assertThat(answer(operation, ProblemCode.ID_MISSING))
                .isEqualTo(ErrorResponse.domain(GrpcStatus.INVALID_ARGUMENT, id, "ID missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY_CONTACT_EMAIL, COMMAND-QRkNTBwF8q",
        "RESEND_CONTACT_EMAIL_CODE, COMMAND-QRkNTBwF8q",
        "VERIFY_CONTACT_PHONE, COMMAND-fEsHdqECzb",
        "RESEND_CONTACT_PHONE_CODE, COMMAND-fEsHdqECzb"
    })
    void nothing_pending_has_an_id_for_each_channel(Operation operation, String id) {
        assertThat(answer(operation, ProblemCode.CODE_EMPTY))
                .isEqualTo(ErrorResponse.domain(GrpcStatus.FAILED_PRECONDITION, id, "Code is empty"));
    }

    @ParameterizedTest
    @CsvSource({"PATCH_USER, COMMAND-VLDTtxT3If", "CREATE_USER, COMMAND-N9QOuN4F7o"})
    void an_unknown_schema_has_an_id_for_each_call(Operation operation, String id) {
        assertThat(answer(operation, ProblemCode.SCHEMA_NOT_FOUND))
                .isEqualTo(ErrorResponse.domain(GrpcStatus.FAILED_PRECONDITION, id, "User Schema does not exist"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDEMPOTENCY_KEY_REUSED | 6 | 409 | KITH-IDEMPOTENCY | The idempotency key belongs to another request",
                "ORGANIZATION_UNKNOWN | 7 | 403 | AUTH-Bs7Ds | Organisation doesn't exist",
                "FEATURE_OFF | 9 | 400 | TODO | Feature \"User Schema\" is not enabled",
                "EMAIL_INVALID | 3 | 400 | EMAIL-599BI | Email is invalid",
                "PHONE_INVALID | 3 | 400 | PHONE-so0wa | Phone is invalid",
                "TEMPLATE_UNREADABLE | 3 | 400 | DOMAIN-oGh5e | URL Template is invalid",
                "TEMPLATE_REFUSED | 3 | 400 | DOMAIN-ieYa7 | URL Template is invalid",
                "USER_EXISTS | 9 | 400 | COMMAND-Nn8CRVlkeZ | User already exists",
                "SCHEMA_INACTIVE | 9 | 400 | KITH-SCHEMA-INACTIVE | User Schema not active",
                "SCHEMA_INVALID | 3 | 400 | COMMA-W21tg | User Schema invalid",
                "PERMISSION_DENIED | 7 | 403 | AUTH-AWfge | No matching permissions found",
                "CONTACT_TAKEN | 6 | 409 | KITH-CONTACT-TAKEN | The contact belongs to another user",
                "DATA_INVALID | 9 | 400 | COMMAND-SlKXqLSeL6 | Data invalid for User Schema",
                "PATCH_INAPPLICABLE | 9 | 400 | KITH-PATCH | Patch does not apply to the user",
                "PATCH_MEMBER_UNKNOWN | 3 | 400 | KITH-PATCH | Patch adds members that the user's document does not have;"
                        + " verification belongs to application/json",
                "CODE_EXPIRED | 9 | 400 | CODE-QvUQ4P | Code is expired",
                "CODE_INVALID | 3 | 400 | CODE-woT0xc | Code is invalid",
                "CODE_ATTEMPTS | 9 | 400 | KITH-CODE-ATTEMPTS | Too many wrong codes"
            })
    void the_catalogue_is_the_contracts(ProblemCode code, int status, int http, String id, String text) {
        ErrorResponse answer = answer(Operation.PATCH_USER, code);

        assertThat(answer.status().code()).isEqualTo(status);
        assertThat(answer.http()).isEqualTo(http);
        assertThat(answer.message()).isEqualTo(text + " (" + id + ")");
        assertThat(answer.details()).containsExactly(new Detail.ErrorDetail(id, text));
    }

    @Test
    void a_broken_field_rule_tells_its_own_text_and_no_id() {
        Problem problem = Problem.of(ProblemCode.FIELD_RULE, "invalid PatchUser.SchemaId: too long");

        assertThat(ProblemTable.answer(Operation.PATCH_USER, problem))
                .isEqualTo(ErrorResponse.plain(GrpcStatus.INVALID_ARGUMENT, "invalid PatchUser.SchemaId: too long"));
    }

    @Test
    void violations_are_the_second_detail() {
        Problem problem = Problem.data(List.of(new Problem.Violation("/name", "TYPE", "The value has another type.")));

        assertThat(ProblemTable.answer(Operation.PATCH_USER, problem).details())
                .containsExactly(
                        new Detail.ErrorDetail("COMMAND-SlKXqLSeL6", "Data invalid for User Schema"),
                        new Detail.BadRequest(
                                List.of(new Detail.FieldViolation("/name", "TYPE", "The value has another type."))));
    }

    @Test
    void a_spent_budget_tells_when_to_come_again() {
        ErrorResponse answer = ProblemTable.answer(Operation.SET_CONTACT_EMAIL, Problem.rate(Duration.ofSeconds(12)));

        assertThat(answer.http()).isEqualTo(429);
        assertThat(answer.retryDelay()).contains(Duration.ofSeconds(12));
    }

    @Test
    void a_code_whose_key_is_missing_here_can_be_tried_again_soon() {
        Problem problem = new Problem(ProblemCode.KEY_MISSING, null, List.of(), Duration.ofSeconds(30), null);

        ErrorResponse answer = ProblemTable.answer(Operation.VERIFY_CONTACT_EMAIL, problem);

        assertThat(answer.status().code()).isEqualTo(14);
        assertThat(answer.http()).isEqualTo(503);
        assertThat(answer.message()).isEqualTo("This node lacks the key of the code (KITH-KEY)");
        assertThat(answer.retryDelay()).contains(Duration.ofSeconds(30));
    }

    @Test
    void another_version_is_aborted_in_grpc_and_a_failed_precondition_in_json() {
        ErrorResponse answer = answer(Operation.PATCH_USER, ProblemCode.VERSION_MISMATCH);

        assertThat(answer.status().code()).isEqualTo(10);
        assertThat(answer.jsonStatus().code()).isEqualTo(9);
        assertThat(answer.http()).isEqualTo(412);
    }

    @Test
    void a_filter_that_is_not_offered_is_named() {
        Problem.Violation violation = new Problem.Violation("/1/usernameFilter", "NOT_OFFERED", "No user names.");

        ErrorResponse answer = ProblemTable.answer(
                Operation.SEARCH_USERS,
                new Problem(ProblemCode.FILTER_NOT_OFFERED, null, List.of(violation), null, null));

        assertThat(answer.http()).isEqualTo(501);
        assertThat(answer.message()).isEqualTo("Filter not offered (KITH-FILTER)");
        assertThat(answer.details())
                .element(1)
                .isEqualTo(new ErrorResponse.Detail.BadRequest(List.of(new ErrorResponse.Detail.FieldViolation(
                        "/1/usernameFilter", "NOT_OFFERED", "No user names."))));
    }

    @Test
    void a_search_that_took_too_long_is_over_its_deadline() {
        ErrorResponse answer = answer(Operation.SEARCH_USERS, ProblemCode.SEARCH_TIME);

        assertThat(answer.status()).isEqualTo(GrpcStatus.DEADLINE_EXCEEDED);
        assertThat(answer.http()).isEqualTo(504);
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_has_an_answer_for_every_call(ProblemCode code) {
        for (Operation operation : Operation.values()) {
            ErrorResponse answer = answer(operation, code);
            assertThat(answer.http()).isBetween(400, 504);
            assertThat(answer.message()).isNotBlank();
        }
    }

    private static ErrorResponse answer(Operation operation, ProblemCode code) {
        return ProblemTable.answer(operation, Problem.of(code));
    }
}
