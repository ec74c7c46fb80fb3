package dev.kith.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused.
 *
 * @param code the refusal, from the closed list
 * @param text the particulars where the code alone does not tell them ({@link ProblemCode#FIELD_RULE},
 *     {@link ProblemCode#INSTANCE_UNKNOWN}), else {@code null}; never a secret
 * @param violations one entry per fault in the data ({@link ProblemCode#DATA_INVALID}), at most 50, else empty
 * @param retryAfter when the same call may succeed ({@link ProblemCode#CODE_RATE}), else {@code null}
 */
public record Problem(
        ProblemCode code,
        @Nullable String text,
        List<Violation> violations,
        @Nullable Duration retryAfter) {
    /** How many violations are told at the most. */
    public static final int MAX_VIOLATIONS = 50;

    /**
     * Keeps the first {@link #MAX_VIOLATIONS} violations.
     *
     * @param code the refusal
     * @param text the text of this refusal, {@code null} for the usual one
     * @param violations what is wrong; copied
     * @param retryAfter when the same call may succeed, {@code null} if unknown
     */
    public Problem {
        violations = List.copyOf(violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
    }

    /**
     * A refusal without particulars.
     *
     * @param code the refusal
     * @return the problem
     */
    public static Problem of(ProblemCode code) {
        return new Problem(code, null, List.of(), null);
    }

    /**
     * A refusal with its own text.
     *
     * @param code the refusal
     * @param text the particulars
     * @return the problem
     */
    public static Problem of(ProblemCode code, String text) {
        return new Problem(code, text, List.of(), null);
    }

    /**
     * The data does not fit its schema, or the caller may not write it.
     *
     * @param violations the faults
     * @return the problem
     */
    public static Problem data(List<Violation> violations) {
        return new Problem(ProblemCode.DATA_INVALID, null, violations, null);
    }

    /**
     * Too many codes.
     *
     * @param retryAfter when the next one may be asked for
     * @return the problem
     */
    public static Problem rate(Duration retryAfter) {
        return new Problem(ProblemCode.CODE_RATE, null, List.of(), retryAfter);
    }

    /**
     * One fault in the data.
     *
     * @param field JSON Pointer (RFC 6901) into the data
     * @param reason the schema keyword in UPPER_SNAKE ({@code TYPE}, {@code REQUIRED}, {@code PERMISSION} ...)
     * @param description one sentence that never repeats the offending value
     */
    public record Violation(String field, String reason, String description) {}
}
