package dev.kith.core;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the rules take from outside so that tests can settle it.
 *
 * @param clock the time
 * @param random secure randomness, for ids and for the pauses between tries
 * @param messageStored called after a commit that stored a message; must return at once
 */
public record Environment(Clock clock, RandomGenerator random, Runnable messageStored) {
    /** The audit hears of it after the commit. The worker is woken after the commit, and only when there is something for it. */
    void announce(UserWriter.Stored stored) {
        if (stored.audited() != null) {
            AuditLog.committed(stored.audited());
        }
        if (stored.message()) {
            messageStored.run();
        }
    }
}
