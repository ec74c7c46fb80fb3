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
            case ORGANIZATION_UNKNOWN -> forbidden("AUTH-Bs7Ds", "Organisation doesn't exist");
            case PERMISSION_DENIED ->
                forbidden(isAboutSchemas(operation) ? "AUTH-5mWD2" : "AUTH-AWfge", "No matching permissions found");
            case ID_MISSING -> invalid(idMissing(operation), "ID missing");
            case ORGANIZATION_MISSING -> invalid("COMMAND-urEJKa1tJM", "Resource owner missing");
            case SCHEMA_ID_MISSING -> invalid("COMMAND-TFo06JgnF2", "User Schema ID missing");
            case EMAIL_INVALID -> invalid("EMAIL-599BI", "Email is invalid");
            case PHONE_INVALID -> invalid("PHONE-so0wa", "Phone is invalid");
            case TEMPLATE_UNREADABLE -> invalid("DOMAIN-oGh5e", "URL Template is invalid");
            case TEMPLATE_REFUSED -> invalid("DOMAIN-ieYa7", "URL Template is invalid");
            case SCHEMA_INVALID -> withViolations(invalid("COMMA-W21tg", "User Schema invalid"), problem);
            case CODE_INVALID -> invalid("CODE-woT0xc", "Code is invalid");
            case USER_NOT_FOUND ->
                ErrorResponse.domain(GrpcStatus.NOT_FOUND, userNotFound(operation), "User could not be found");
            case FEATURE_OFF ->
                unmet(isAboutSchemas(operation) ? "SCHEMA-SFjk3" : "TODO", "Feature \"User Schema\" is not enabled");
            case USER_EXISTS -> unmet("COMMAND-Nn8CRVlkeZ", "User already exists");
            case SCHEMA_NOT_FOUND -> schemaNotFound(operation);
            case SCHEMA_INACTIVE -> unmet(schemaInactive(operation), "User Schema not active");
            case SCHEMA_IN_USE -> unmet("KITH-SCHEMA-IN-USE", "User Schema is in use");
            case SCHEMA_READ_ONLY ->
                unmet("KITH-SCHEMA-READ-ONLY", "User Schema is kept elsewhere and cannot be changed here");
            case SCHEMAS_UNLISTED ->
                ErrorResponse.domain(
                        GrpcStatus.UNIMPLEMENTED, "KITH-SCHEMA-LIST", "User Schemas cannot be listed here");
            case LIMIT_EXCEEDED -> invalid("QUERY-4M0fs", "Limit exceeded");
            case OFFSET_EXCEEDED -> invalid("KITH-OFFSET", "Offset exceeded");
            case FILTER_COUNT -> invalid("KITH-FILTER-SIZE", "Too many filters");
            case FILTER_NESTING -> invalid(filterNesting(operation), "Too many query nesting levels (Max 20)");
            case FILTER_EMPTY -> invalid("KITH-FILTER-EMPTY", "Filter is empty");
            case FILTER_NOT_OFFERED ->
                withViolations(
                        ErrorResponse.domain(GrpcStatus.UNIMPLEMENTED, "KITH-FILTER", "Filter not offered"), problem);
            case SEARCH_SCOPE -> unmet("KITH-SEARCH-SCOPE", "Search must be narrowed");
            case SEARCH_TIME ->
                ErrorResponse.domain(GrpcStatus.DEADLINE_EXCEEDED, "KITH-SEARCH-TIME", "Search took too long");
            case DRY_RUN_IMPOSSIBLE -> invalid("KITH-DRY-RUN", "Dry run is not possible here");
            case IDEMPOTENCY_KEY_REUSED ->
                ErrorResponse.domain(
                        GrpcStatus.ALREADY_EXISTS,
                        "KITH-IDEMPOTENCY",
                        "The idempotency key belongs to another request");
            case IDEMPOTENCY_KEYS_EXHAUSTED ->
                retry(
                        ErrorResponse.domain(
                                GrpcStatus.RESOURCE_EXHAUSTED, "KITH-IDEMPOTENCY-KEYS", "Too many idempotency keys"),
                        problem);
            case IMPACT_BUSY ->
                retry(
                        ErrorResponse.domain(
                                GrpcStatus.RESOURCE_EXHAUSTED, "KITH-IMPACT-BUSY", "Too many rehearsals at a time"),
                        problem);
            case SCHEMA_NOT_INACTIVE -> unmet("COMMA-DGzh5", "User Schema not inactive");
            case DATA_INVALID -> withViolations(unmet("COMMAND-SlKXqLSeL6", "Data invalid for User Schema"), problem);
            case PATCH_INAPPLICABLE -> unmet("KITH-PATCH", "Patch does not apply to the user");
            case PATCH_MEMBER_UNKNOWN ->
                invalid(
                        "KITH-PATCH",
                        "Patch adds members that the user's document does not have; verification belongs to"
                                + " application/json");
            case CONTACT_TAKEN ->
                ErrorResponse.domain(
                        GrpcStatus.ALREADY_EXISTS, "KITH-CONTACT-TAKEN", "The contact belongs to another user");
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
                ErrorResponse.domain(
                                GrpcStatus.ABORTED,
                                "KITH-VERSION",
                                "The " + subject(operation) + " has another version")
                        .inJson(GrpcStatus.FAILED_PRECONDITION, HTTP_PRECONDITION_FAILED);
            case CONFLICT -> conflict(operation, problem);
        };
    }

    private static ErrorResponse conflict(Operation operation, Problem problem) {
        ErrorResponse answer = ErrorResponse.domain(
                GrpcStatus.ABORTED,
                "KITH-CONFLICT",
                "The " + subject(operation) + " was changed by others at the same time");
        return problem.retryAfter() == null ? answer : retry(answer, problem);
    }

    private static boolean isAboutSchemas(Operation operation) {
        return switch (operation) {
            case SEARCH_USER_SCHEMAS,
                    GET_USER_SCHEMA,
                    CREATE_USER_SCHEMA,
                    PATCH_USER_SCHEMA,
                    DEACTIVATE_USER_SCHEMA,
                    REACTIVATE_USER_SCHEMA,
                    DELETE_USER_SCHEMA -> true;
            default -> false;
        };
    }

    private static String subject(Operation operation) {
        return isAboutSchemas(operation) ? "user schema" : "user";
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

    private static ErrorResponse withViolations(ErrorResponse answer, Problem problem) {
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
            case PATCH_USER_SCHEMA -> "COMMA-H5421";
            case DEACTIVATE_USER_SCHEMA -> "COMMA-Vvf3w";
            case REACTIVATE_USER_SCHEMA -> "COMMA-wq3Gw";
            case DELETE_USER_SCHEMA -> "COMMA-E22gg";
            default -> "KITH-ID";
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
            default -> "KITH-USER";
        };
    }

    private static ErrorResponse schemaNotFound(Operation operation) {
        String text = "User Schema does not exist";
        return switch (operation) {
            case PATCH_USER -> unmet("COMMAND-VLDTtxT3If", text);
            case CREATE_USER -> unmet("COMMAND-N9QOuN4F7o", text);
            case GET_USER_SCHEMA -> ErrorResponse.domain(GrpcStatus.NOT_FOUND, "QUERY-SAF3t", text);
            case PATCH_USER_SCHEMA -> ErrorResponse.domain(GrpcStatus.NOT_FOUND, "COMMA-HB3e1", text);
            case DEACTIVATE_USER_SCHEMA -> ErrorResponse.domain(GrpcStatus.NOT_FOUND, "COMMA-E4t4z", text);
            case REACTIVATE_USER_SCHEMA -> ErrorResponse.domain(GrpcStatus.NOT_FOUND, "COMMA-DGzh5", text);
            case DELETE_USER_SCHEMA -> ErrorResponse.domain(GrpcStatus.NOT_FOUND, "COMMA-Grg41", text);
            default -> unmet("KITH-SCHEMA", text);
        };
    }

    private static String schemaInactive(Operation operation) {
        return switch (operation) {
            case PATCH_USER_SCHEMA -> "COMMA-HB3e1";
            case DEACTIVATE_USER_SCHEMA -> "COMMA-E4t4z";
            default -> "KITH-SCHEMA-INACTIVE";
        };
    }

    private static String filterNesting(Operation operation) {
        return operation == Operation.SEARCH_USERS ? "USER-zsQ97" : "SCHEMA-zsQ97";
    }

    private static String codeEmpty(Operation operation) {
        return switch (operation) {
            case SET_CONTACT_PHONE, VERIFY_CONTACT_PHONE, RESEND_CONTACT_PHONE_CODE -> "COMMAND-fEsHdqECzb";
            default -> "COMMAND-QRkNTBwF8q";
        };
    }
}
