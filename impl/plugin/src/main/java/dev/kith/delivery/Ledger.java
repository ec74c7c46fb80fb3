package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.Leased;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes verdicts into the outbox. One that the storage does not take is kept and written later, as long as the lease
 * lasts: a message that was sent while the storage went away is not sent again. There are never more of them than threads,
 * because nothing is leased before they are written.
 */
final class Ledger {
    private final Outbox outbox;
    private final Queue<Entry> left = new ConcurrentLinkedQueue<>();

    Ledger(Outbox outbox) {
        this.outbox = outbox;
    }

    record Entry(Leased leased, Verdict verdict, Instant at, Instant leaseEnds) {}

    void write(Entry entry) {
        try {
            entry.verdict.write(outbox, entry.leased, entry.at);
        } catch (RuntimeException e) {
            left.add(entry);
            throw e;
        }
    }

    /** An entry whose lease is over is dropped: another worker may have the message, and the outbox would not take it. */
    void writeWhatIsLeft(Instant now) {
        Entry entry = left.poll();
        while (entry != null) {
            if (entry.leaseEnds.isAfter(now)) {
                write(entry);
            }
            entry = left.poll();
        }
    }
}
