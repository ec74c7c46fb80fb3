package dev.kith.core;

import dev.kith.core.NoticeStore.Spent;
import dev.kith.core.UserStore.Session;
import java.time.Duration;
import java.time.Instant;

/**
 * When notices to a recipient may go: a few in an hour, and what is beyond that in the next hours, in the order of the
 * changes (contract, ruling R65). The count of an hour goes on beyond what it allows and thereby reserves places in those
 * to come. Spellings of one mailbox share a budget; it is never that of codes.
 */
final class RecipientTurns {
    static final int MOST_FOR_RECIPIENT = 10;

    private static final Duration WINDOW = NoticeCount.WINDOW;

    private final CoreSettings settings;
    private final DataProtector protector;

    RecipientTurns(CoreSettings settings, DataProtector protector) {
        this.settings = settings;
        this.protector = protector;
    }

    /**
     * Reserves a place.
     *
     * @param earliest not before this
     * @param again whether the same work was contended before: as with the budgets of codes, a recipient is taken for a new
     *     one at first
     * @return when the notice may go
     */
    Instant reserve(
            Session session, ContactChannel channel, String recipient, Instant now, Instant earliest, boolean again) {
        String key = key(channel, recipient);
        if (!earliest.isAfter(now) && session.spendAtOnce(key, now, WINDOW, MOST_FOR_RECIPIENT)) {
            return now;
        }
        Spent before = again ? session.spent(key) : null;
        if (before == null) {
            open(session, key, now, earliest);
            return earliest;
        }
        Spent after = oneMore(running(before, now), earliest);
        session.replaceSpent(key, before, after);
        Instant last = windowOf(after);
        return last.isAfter(earliest) ? last : earliest;
    }

    private static void open(Session session, String key, Instant now, Instant earliest) {
        session.openBudget(key, now);
        if (windowsBetween(now, earliest) > 0) {
            session.replaceSpent(key, new Spent(now, 1), oneMore(new Spent(now, 0), earliest));
        }
    }

    private String key(ContactChannel channel, String recipient) {
        return protector.lastingHash(
                "notices", settings.instanceId(), channel.name(), RecipientKeys.normalForm(channel, recipient));
    }

    /** Without the hours that are over. */
    private static Spent running(Spent spent, Instant now) {
        long over = windowsBetween(spent.windowStart(), now);
        if (over <= 0) {
            return spent;
        }
        long left = spent.count() - over * MOST_FOR_RECIPIENT;
        return left > 0
                ? new Spent(spent.windowStart().plus(WINDOW.multipliedBy(over)), (int) left)
                : new Spent(now, 0);
    }

    /** With one place more, in the hour of a time or later; what the hours before that one had left is given up. */
    private static Spent oneMore(Spent spent, Instant earliest) {
        long before = Math.max(0, windowsBetween(spent.windowStart(), earliest)) * MOST_FOR_RECIPIENT;
        return new Spent(spent.windowStart(), Math.toIntExact(Math.max(spent.count(), before) + 1));
    }

    /** When the hour of the last place begins. */
    private static Instant windowOf(Spent spent) {
        return spent.windowStart().plus(WINDOW.multipliedBy((spent.count() - 1) / MOST_FOR_RECIPIENT));
    }

    private static long windowsBetween(Instant start, Instant end) {
        return Math.floorDiv(Duration.between(start, end).toNanos(), WINDOW.toNanos());
    }
}
