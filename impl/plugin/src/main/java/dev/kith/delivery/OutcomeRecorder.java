package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.Leased;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes the results of attempts into the outbox. A result that the storage does not accept is kept and written first when the
 * storage is back: a message that was sent just before the storage failed is not sent again, unless another worker was faster.
 * There are never more such results than threads, because nothing is leased before they are written.
 */
final class OutcomeRecorder {
    /** Whatever reason the storage has to reject a result, it must not stop the delivery forever. */
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Queue<AttemptRecord> pending = new ConcurrentLinkedQueue<>();

    OutcomeRecorder(Outbox outbox) {
        this.outbox = outbox;
    }

    record AttemptRecord(Leased leased, AttemptResult result, Instant at) {}

    void write(AttemptRecord entry) {
        try {
            entry.result.write(outbox, entry.leased, entry.at);
        } catch (RuntimeException e) {
            pending.add(entry);
            throw e;
        }
    }

    /** Writes them even after the lease has ended: the outbox ignores a lease that is lost. */
    void writePending(Instant now) {
        AttemptRecord entry = pending.poll();
        while (entry != null) {
            if (entry.at.plus(LONGEST_KEPT).isAfter(now)) {
                write(entry);
            }
            entry = pending.poll();
        }
    }
}
