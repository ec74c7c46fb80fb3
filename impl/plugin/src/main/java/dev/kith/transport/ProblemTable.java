package dev.kith.transport;

import dev.kith.api.FieldFault;
import dev.kith.api.Operation;
import dev.kith.api.Problem;
import dev.kith.transport.ErrorResponse.Detail;
import java.time.Duration;
import java.util.Objects;

/**
 * Each refusal's answer: gRPC code, HTTP status, error id and English text. Ids that begin with {@code KITH-} are ours, all
 * others are those of the service whose clients call us, oddities included (an id really is {@code TODO}; contract, sections
 * 6, 16 and 19).
 */
public final class ProblemTable {
    private static final int HTTP_PRECONDITION_FAILED = 412;

    private ProblemTable() {}

    /**
     * The answer to a call that was refused.
     *
     * @param operation the call
     * @param problem why it was refused
     * @return the answer
     */
    public static ErrorResponse answer(Operation operation, Problem problem) {
        return switch (problem.code()) {
            case INSTANCE_UNKNOWN -> ErrorResponse.plain(GrpcStatus.NOT_FOUND, ownText(problem));
            case FIELD_RULE -> ErrorResponse.plain(GrpcStatus.INVALID_ARGUMENT, fieldRule(operation, problem));
            case NOT_IMPLEMENTED ->
                ErrorResponse.plain(
                        GrpcStatus.UNIMPLEMENTED,
                        "method " + FieldRuleText.operationName(operation) + " not implemented");
            case ORGANIZATION_UNKNOWN -> forbidden("AUTH-Bs7Ds", "Organisation doesn't exist");
            case PERMISSION_DENIED -> forbidden("AUTH-AWfge", "No matching permissions found");
            case ID_MISSING -> invalid(idMissing(operation), "ID missing");
            case ORGANIZATION_MISSING -> invalid("COMMAND-urEJKa1tJM", "Resource owner missing");
            case SCHEMA_ID_MISSING -> invalid("COMMAND-TFo06JgnF2", "User Schema ID missing");
            case EMAIL_INVALID -> invalid("EMAIL-599BI", "Email is invalid");
            case PHONE_INVALID -> invalid("PHONE-so0wa", "Phone is invalid");
            case TEMPLATE_UNREADABLE -> invalid("DOMAIN-oGh5e", "URL Template is invalid");
            case TEMPLATE_REFUSED -> invalid("DOMAIN-ieYa7", "URL Template is invalid");
            case SCHEMA_INVALID -> invalid("COMMA-W21tg", "User Schema invalid");
            case CODE_INVALID -> invalid("CODE-woT0xc", "Code is invalid");
            case USER_NOT_FOUND ->
                ErrorResponse.domain(GrpcStatus.NOT_FOUND, userNotFound(operation), "User could not be found");
            case FEATURE_OFF -> unmet("TODO", "Feature \"User Schema\" is not enabled");
            case USER_EXISTS -> unmet("COMMAND-Nn8CRVlkeZ", "User already exists");
            case SCHEMA_NOT_FOUND -> unmet(schemaNotFound(operation), "User Schema does not exist");
            case SCHEMA_INACTIVE -> unmet("KITH-SCHEMA-INACTIVE", "User Schema not active");
            case SCHEMA_NOT_INACTIVE -> unmet("COMMA-DGzh5", "User Schema not inactive");
            case DATA_INVALID -> dataInvalid(problem);
            case PATCH_INAPPLICABLE -> unmet("KITH-PATCH", "Patch does not apply to the user");
            case PATCH_MEMBER_UNKNOWN ->
                invalid(
                        "KITH-PATCH",
                        "Patch adds members that the user's document does not have; verification belongs to"
                                + " application/json");
            case CONTACT_REMOVAL -> unmet("KITH-CONTACT-REMOVAL", "A contact cannot be removed");
            case CODE_EMPTY -> unmet(codeEmpty(operation), "Code is empty");
            case CODE_EXPIRED -> unmet("CODE-QvUQ4P", "Code is expired");
            case CODE_ATTEMPTS -> unmet("KITH-CODE-ATTEMPTS", "Too many wrong codes");
            case KEY_MISSING ->
                retry(
                        ErrorResponse.domain(GrpcStatus.UNAVAILABLE, "KITH-KEY", "This node lacks the key of the code"),
                        problem);
            case CODE_RATE ->
                retry(
                        ErrorResponse.domain(
                                GrpcStatus.RESOURCE_EXHAUSTED, "KITH-CODE-RATE", "Too many codes requested"),
                        problem);
            case SCHEMA_EXISTS ->
                ErrorResponse.domain(GrpcStatus.ALREADY_EXISTS, "V3-DKcYh", "User Schema Type already exists");
            case VERSION_MISMATCH ->
                ErrorResponse.domain(GrpcStatus.ABORTED, "KITH-VERSION", "The user has another version")
                        .inJson(GrpcStatus.FAILED_PRECONDITION, HTTP_PRECONDITION_FAILED);
            case CONFLICT ->
                ErrorResponse.domain(
                        GrpcStatus.ABORTED, "KITH-CONFLICT", "The user was changed by others at the same time");
        };
    }

    private static ErrorResponse invalid(String id, String text) {
        return ErrorResponse.domain(GrpcStatus.INVALID_ARGUMENT, id, text);
    }

    private static ErrorResponse unmet(String id, String text) {
        return ErrorResponse.domain(GrpcStatus.FAILED_PRECONDITION, id, text);
    }

    private static ErrorResponse forbidden(String id, String text) {
        return ErrorResponse.domain(GrpcStatus.PERMISSION_DENIED, id, text);
    }

    private static String ownText(Problem problem) {
        return Objects.requireNonNullElse(problem.text(), problem.code().name());
    }

    private static String fieldRule(Operation operation, Problem problem) {
        FieldFault fault = problem.field();
        return fault == null ? ownText(problem) : FieldRuleText.of(operation, fault);
    }

    private static ErrorResponse dataInvalid(Problem problem) {
        ErrorResponse answer = unmet("COMMAND-SlKXqLSeL6", "Data invalid for User Schema");
        if (problem.violations().isEmpty()) {
            return answer;
        }
        return answer.with(new Detail.BadRequest(problem.violations().stream()
                .map(fault -> new Detail.FieldViolation(fault.field(), fault.reason(), fault.description()))
                .toList()));
    }

    private static ErrorResponse retry(ErrorResponse answer, Problem problem) {
        return answer.with(new Detail.RetryInfo(Objects.requireNonNullElse(problem.retryAfter(), Duration.ZERO)));
    }

    private static String idMissing(Operation operation) {
        return switch (operation) {
            case PATCH_USER -> "COMMAND-gEJR1QOGHb";
            case SET_CONTACT_EMAIL -> "COMMAND-0oj2PquNGA";
            case VERIFY_CONTACT_EMAIL -> "COMMAND-y3n4Sdu8j5";
            case SET_CONTACT_PHONE -> "COMMAND-DkQ9aurv5u";
            case VERIFY_CONTACT_PHONE -> "COMMAND-R4LKY44Ke3";
            case DEACTIVATE_USER -> "COMMAND-pjJhge86ZV";
            case ACTIVATE_USER -> "COMMAND-17XupGvxBJ";
            case LOCK_USER -> "COMMAND-Eu8I2VAfjF";
            case UNLOCK_USER -> "COMMAND-krXtYscQZh";
            case DELETE_USER -> "COMMAND-Vs4wJCME7T";
            case CREATE_USER, GET_USER, SEARCH_USERS, RESEND_CONTACT_EMAIL_CODE, RESEND_CONTACT_PHONE_CODE -> "KITH-ID";
        };
    }

    private static String userNotFound(Operation operation) {
        return switch (operation) {
            case PATCH_USER -> "COMMAND-Nn8CRVlkeZ";
            case SET_CONTACT_EMAIL -> "COMMAND-nJ0TQFuRmP";
            case VERIFY_CONTACT_EMAIL -> "COMMAND-qbGyMPvjvj";
            case RESEND_CONTACT_EMAIL_CODE -> "COMMAND-EajeF6ypOV";
            case SET_CONTACT_PHONE -> "COMMAND-b33QAVgel6";
            case VERIFY_CONTACT_PHONE -> "COMMAND-bx2OLtgGNS";
            case RESEND_CONTACT_PHONE_CODE -> "COMMAND-z8Bu9vuL9s";
            case DEACTIVATE_USER -> "COMMAND-Ob6lR5iFTe";
            case ACTIVATE_USER -> "COMMAND-rQjbBr4J3j";
            case LOCK_USER -> "COMMAND-G4LOrnjY7q";
            case UNLOCK_USER -> "COMMAND-gpBv46Lh9m";
            case DELETE_USER -> "COMMAND-syHyCsGmvM";
            case CREATE_USER, GET_USER, SEARCH_USERS -> "KITH-USER";
        };
    }

    private static String schemaNotFound(Operation operation) {
        return switch (operation) {
            case PATCH_USER -> "COMMAND-VLDTtxT3If";
            case CREATE_USER -> "COMMAND-N9QOuN4F7o";
            default -> "KITH-SCHEMA";
        };
    }

    private static String codeEmpty(Operation operation) {
        return switch (operation) {
            case SET_CONTACT_PHONE, VERIFY_CONTACT_PHONE, RESEND_CONTACT_PHONE_CODE -> "COMMAND-fEsHdqECzb";
            default -> "COMMAND-QRkNTBwF8q";
        };
    }
}
