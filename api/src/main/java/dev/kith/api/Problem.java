package dev.kith.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused.
 *
 * @param code the refusal, from the closed list
 * @param text the details, where the code alone does not give them ({@link ProblemCode#INSTANCE_UNKNOWN}, or
 *     {@link ProblemCode#FIELD_RULE} outside of the calls for users), otherwise {@code null}; never a secret
 * @param violations one entry for each error in the data ({@link ProblemCode#DATA_INVALID}), at most 50, otherwise empty
 * @param retryAfter how long to wait before the same call may succeed ({@link ProblemCode#CODE_RATE},
 *     {@link ProblemCode#KEY_MISSING}, {@link ProblemCode#IDEMPOTENCY_KEYS_EXHAUSTED}, {@link ProblemCode#CONFLICT} of a call
 *     with an idempotency key), otherwise {@code null}
 * @param field the member that breaks its rule ({@link ProblemCode#FIELD_RULE} of a call for users), otherwise {@code null}
 */
public record Problem(
        ProblemCode code,
        @Nullable String text,
        List<Violation> violations,
        @Nullable Duration retryAfter,
        @Nullable FieldFault field) {
    /** The maximum number of violations in a problem. */
    public static final int MAX_VIOLATIONS = 50;

    /**
     * Keeps the first {@link #MAX_VIOLATIONS} violations.
     *
     * @param code the refusal
     * @param text the details, {@code null} if the code says it all
     * @param violations the errors in the data or in the document of a user schema; copied
     * @param retryAfter how long to wait before the same call may succeed, {@code null} if unknown
     * @param field the member that breaks its rule, {@code null} if none does
     */
    public Problem {
        violations = List.copyOf(violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
    }

    /**
     * Returns a refusal without details.
     *
     * @param code the refusal
     * @return the problem
     */
    public static Problem of(ProblemCode code) {
        return new Problem(code, null, List.of(), null, null);
    }

    /**
     * Returns a refusal with details.
     *
     * @param code the refusal
     * @param text the details
     * @return the problem
     */
    public static Problem of(ProblemCode code, String text) {
        return new Problem(code, text, List.of(), null, null);
    }

    /**
     * A member of a request breaks its declared rule.
     *
     * @param field which member, and which rule
     * @return the problem
     */
    public static Problem field(FieldFault field) {
        return new Problem(ProblemCode.FIELD_RULE, null, List.of(), null, field);
    }

    /**
     * Returns the refusal of data that does not match its schema, or that the caller may not write.
     *
     * @param violations the errors in the data
     * @return the problem
     */
    public static Problem data(List<Violation> violations) {
        return new Problem(ProblemCode.DATA_INVALID, null, violations, null, null);
    }

    /**
     * Returns the refusal of a document that cannot serve as a user schema.
     *
     * @param violation where in the document and why; its field points into the document
     * @return the problem; its text is the description
     */
    public static Problem schema(Violation violation) {
        return new Problem(ProblemCode.SCHEMA_INVALID, violation.description(), List.of(violation), null, null);
    }

    /**
     * Returns the refusal of one code too many.
     *
     * @param retryAfter how long to wait before requesting the next one
     * @return the problem
     */
    public static Problem rate(Duration retryAfter) {
        return new Problem(ProblemCode.CODE_RATE, null, List.of(), retryAfter, null);
    }

    /**
     * Returns a refusal that may pass.
     *
     * @param code the refusal
     * @param retryAfter how long to wait before the same call may succeed
     * @return the problem
     */
    public static Problem temporary(ProblemCode code, Duration retryAfter) {
        return new Problem(code, null, List.of(), retryAfter, null);
    }

    /**
     * One error in the data, or in the document of a user schema.
     *
     * @param field JSON Pointer (RFC 6901) into the data; empty for the data as a whole
     * @param reason the schema keyword in UPPER_SNAKE_CASE ({@code TYPE}, {@code REQUIRED}, {@code PERMISSION} ...)
     * @param description one sentence that never contains the offending value
     */
    public record Violation(String field, String reason, String description) {}
}
