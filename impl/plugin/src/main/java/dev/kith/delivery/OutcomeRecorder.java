package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes the results of attempts into the outbox. Results that the storage does not accept are kept and written first when the
 * storage is back: a message that was sent just before the storage failed is not sent again, unless another worker was faster.
 * There are never more such results than messages that all threads may have leased, because nothing is leased before they are
 * written.
 */
final class OutcomeRecorder {
    /** Whatever reason the storage has to reject a result, it must not stop the delivery forever. */
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Queue<Results> pending = new ConcurrentLinkedQueue<>();

    OutcomeRecorder(Outbox outbox) {
        this.outbox = outbox;
    }

    private record Results(List<Settlement> settlements, Instant at) {}

    /** Writes the results of one batch. */
    void write(List<Settlement> settlements, Instant at) {
        write(new Results(settlements, at));
    }

    private void write(Results results) {
        try {
            outbox.settle(results.settlements, results.at);
        } catch (RuntimeException e) {
            pending.add(results);
            throw e;
        }
    }

    /** Writes them even after the lease has ended: the outbox ignores a lease that is lost. */
    void writePending(Instant now) {
        Results results = pending.poll();
        while (results != null) {
            if (results.at.plus(LONGEST_KEPT).isAfter(now)) {
                write(results);
            }
            results = pending.poll();
        }
    }
}
