package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.Leased;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes verdicts into the outbox. One that the storage does not take is kept and written first when it is back: a message
 * that was sent while the storage went away is not sent again, unless another worker was faster. There are never more of
 * them than threads, because nothing is leased before they are written.
 */
final class OutcomeRecorder {
    /** Whatever the storage has against a verdict, it must not stop the delivery for ever. */
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Queue<AttemptRecord> left = new ConcurrentLinkedQueue<>();

    OutcomeRecorder(Outbox outbox) {
        this.outbox = outbox;
    }

    record AttemptRecord(Leased leased, AttemptResult result, Instant at) {}

    void write(AttemptRecord entry) {
        try {
            entry.result.write(outbox, entry.leased, entry.at);
        } catch (RuntimeException e) {
            left.add(entry);
            throw e;
        }
    }

    /** Also after the lease has ended: the outbox takes nothing from a lease that is lost. */
    void writeWhatIsLeft(Instant now) {
        AttemptRecord entry = left.poll();
        while (entry != null) {
            if (entry.at.plus(LONGEST_KEPT).isAfter(now)) {
                write(entry);
            }
            entry = left.poll();
        }
    }
}
