package dev.kith.core;

import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.spi.UserEventListener.Change;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the rules take from outside so that tests can settle it.
 *
 * @param clock the time
 * @param random secure randomness, for ids and for the pauses between tries
 * @param messageStored called after a commit that stored a message; must return at once
 * @param meters where figures go
 */
public record Environment(Clock clock, RandomGenerator random, Runnable messageStored, Meters meters) {
    /**
     * Audit and figures hear of it after the commit. The worker is woken after the commit, and only when there is something for
     * it.
     */
    void announce(UserWriter.Stored stored) {
        if (stored.audited() != null) {
            committed(stored.audited());
        }
        if (stored.message()) {
            messageStored.run();
        }
    }

    /** Tells audit and figures of a change that is committed. */
    void committed(AuditedChange change) {
        AuditLog.committed(change);
        change.changes().forEach(this::count);
    }

    /** Counts a refusal because codes were issued too often. */
    void countLimited(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused && refused.problem().code() == ProblemCode.CODE_RATE) {
            meters.count(Meter.CODES, "limited");
        }
    }

    /** Counts a code that somebody has tried. */
    void countRedemption(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            switch (refused.problem().code()) {
                case CODE_INVALID -> meters.count(Meter.CODES, "wrong");
                case CODE_EXPIRED -> meters.count(Meter.CODES, "expired");
                case CODE_ATTEMPTS -> meters.count(Meter.CODES, "void");
                default -> {
                    // Nothing was judged.
                }
            }
        } else {
            meters.count(Meter.CODES, "redeemed");
        }
    }

    private void count(Change change) {
        meters.count(Meter.CHANGES, Meter.word(change));
        if (change == Change.EMAIL_CODE_ISSUED || change == Change.PHONE_CODE_ISSUED) {
            meters.count(Meter.CODES, "issued");
        }
    }
}
