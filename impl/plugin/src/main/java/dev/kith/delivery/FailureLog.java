package dev.kith.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which failures of one carrier are worth a line in the log: the first for each reason, and while that goes on one after
 * a minute, two, four and so on up to an hour. A recovery is worth a line where the failure had one. However often a carrier
 * changes between the two, there is not more than a line a minute for each reason. Writes nothing itself. Thread-safe.
 */
final class FailureLog {
    /** How long the same reason is not worth a second line. */
    static final Duration SHORTEST = Duration.ofMinutes(1);

    /** How long it goes without a line at most, however long it lasts. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** More reasons than these count as one: a plugin may put anything into a reason. */
    static final int MOST_REASONS = 16;

    private static final String ANY_OTHER = "";

    private final Clock clock;
    private final Map<String, Logged> reasons = new HashMap<>();
    private @Nullable Failing failing;
    private boolean told;

    FailureLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * A carrier that fails.
     *
     * @param reason why it failed the last time
     * @param since when it failed first since it worked
     * @param failures how often it has failed since
     */
    record Failing(String reason, Instant since, long failures) {}

    /**
     * What was said about a reason.
     *
     * @param at when there was a line
     * @param pause how long until the next one
     * @param unsaid how many failures there were since
     */
    private record Logged(Instant at, Duration pause, long unsaid) {
        boolean rests(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(pause));
        }
    }

    /**
     * Takes note of a failure.
     *
     * @param reason why
     * @return about how many failures for this reason a line is to be written; 0 for no line
     */
    synchronized long failed(String reason) {
        Instant now = clock.instant();
        failing = failing == null
                ? new Failing(reason, now, 1)
                : new Failing(reason, failing.since, failing.failures + 1);
        String key = key(reason, now);
        Logged before = reasons.get(key);
        if (before != null && before.rests(now)) {
            reasons.put(key, new Logged(before.at, before.pause, before.unsaid + 1));
            return 0;
        }
        told = true;
        reasons.put(key, new Logged(now, before == null ? SHORTEST : longer(before.pause), 0));
        return before == null ? 1 : before.unsaid + 1;
    }

    private String key(String reason, Instant now) {
        if (!reasons.containsKey(reason) && reasons.size() >= MOST_REASONS) {
            reasons.values().removeIf(logged -> !logged.rests(now));
        }
        return reasons.containsKey(reason) || reasons.size() < MOST_REASONS ? reason : ANY_OTHER;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /**
     * Takes note of a success.
     *
     * @return the failure that is over, where a line is to be written about that; {@code null} for no line
     */
    synchronized @Nullable Failing succeeded() {
        if (failing == null) {
            return null;
        }
        Failing over = told ? failing : null;
        failing = null;
        told = false;
        // What fails anew is news again, but not before the minute is over.
        reasons.replaceAll((reason, logged) -> new Logged(logged.at, SHORTEST, 0));
        return over;
    }

    /** Returns how the carrier fails now; {@code null} if it does not. */
    synchronized @Nullable Failing now() {
        return failing;
    }
}
