package dev.kith.delivery;

import dev.kith.core.Outbox;

/**
 * How many messages a thread leases at once: as many as are done within {@link Batch#LONGEST}, going by those before. Where a
 * plugin takes its time that is one, as other threads and nodes could have the rest. Safe for several threads.
 */
final class BatchSize {
    private volatile int next = 1;

    int next() {
        return next;
    }

    /** Takes note of a batch: how many were to be leased, how many there were, and how many were tried in time. */
    void note(int wanted, int leased, int tried) {
        if (tried < leased) {
            next = Math.max(1, tried);
        } else if (leased == wanted) {
            next = Math.min(Outbox.MOST_LEASED, 2 * wanted);
        }
    }
}
