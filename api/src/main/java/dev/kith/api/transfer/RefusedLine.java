package dev.kith.api.transfer;

import dev.kith.api.Problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import of which nothing was stored.
 *
 * @param line its number, counted from 1
 * @param userId the user that it is about, {@code null} where that cannot be read
 * @param reason one sentence; names members of the line, and never has a value
 * @param violations the errors in the data, at most 50; empty where the data is not the reason
 */
public record RefusedLine(long line, @Nullable String userId, String reason, List<Violation> violations) {
    /**
     * Copies the violations.
     *
     * @param line its number
     * @param userId the user that it is about, or {@code null}
     * @param reason one sentence
     * @param violations the errors in the data; copied
     */
    public RefusedLine {
        violations = List.copyOf(violations);
    }
}
