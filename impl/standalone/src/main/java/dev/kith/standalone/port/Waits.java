package dev.kith.standalone.port;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The transfers that wait for their client at the moment. There are at most so many of them: one more ends the one that
 * began first, so that slow clients take threads from each other and not from everybody. Safe for several threads.
 */
final class Waits {
    private final int most;
    private final AtomicLong numbers = new AtomicLong();
    private final NavigableSet<Transfer> waiting =
            new TreeSet<>(Comparator.comparingLong(Transfer::began).thenComparingLong(Transfer::number));

    Waits(int most) {
        this.most = most;
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Lets a transfer wait; gives back the one that has to end for it. */
    synchronized Optional<Transfer> add(Transfer transfer) {
        waiting.add(transfer);
        return waiting.size() > most ? Optional.ofNullable(waiting.pollFirst()) : Optional.empty();
    }

    synchronized void remove(Transfer transfer) {
        waiting.remove(transfer);
    }
}
