package dev.kith.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many notices the replacements of a user's contact have caused lately (contract, ruling R65). One more than an hour
 * allows waits for the next hour; younger ones are folded into it.
 *
 * @param windowStart when the present hour began, {@code null} for never
 * @param count how many notices there were in it, with the one that waits for the next hour
 */
public record NoticeCount(@Nullable Instant windowStart, int count) {
    /** None so far. */
    public static final NoticeCount NONE = new NoticeCount(null, 0);

    static final Duration WINDOW = Duration.ofHours(1);
    static final int MOST_FOR_CONTACT = 3;

    /** Whether a notice waits already, so that there is none for what is replaced now. */
    boolean folds(Instant now) {
        return at(now).count > MOST_FOR_CONTACT;
    }

    /** When the next notice may go. */
    Instant turn(Instant now) {
        NoticeCount present = at(now);
        return present.windowStart == null || present.count < MOST_FOR_CONTACT ? now : present.windowStart.plus(WINDOW);
    }

    /** With one more notice; one that is folded does not count. */
    NoticeCount more(Instant now) {
        NoticeCount present = at(now);
        if (present.windowStart == null) {
            return new NoticeCount(now, 1);
        }
        return folds(now) ? present : new NoticeCount(present.windowStart, present.count + 1);
    }

    /** The hour that runs at a time; the notice that has waited for it is its first. */
    private NoticeCount at(Instant now) {
        if (windowStart == null || now.isBefore(windowStart.plus(WINDOW))) {
            return this;
        }
        Instant next = windowStart.plus(WINDOW);
        return count > MOST_FOR_CONTACT && now.isBefore(next.plus(WINDOW)) ? new NoticeCount(next, 1) : NONE;
    }
}
