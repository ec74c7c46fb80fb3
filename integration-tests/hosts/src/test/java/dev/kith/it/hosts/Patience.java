package dev.kith.it.hosts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is not announced: looks often, and no longer than necessary. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    /** Whether something has come true in time. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
