package dev.kith.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where threads wait that have nothing to do. One wakes for each ring; one alone wakes when it is time to look, however many
 * wait, so that idle threads cost one look for each interval.
 */
final class WorkSignal {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final int most;
    private final long interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int rings;
    private long wanted = System.nanoTime() + FAR;

    /** Who looks at the moment, and when another one does where it does not come back. */
    private @Nullable Thread looker;

    private long relief = System.nanoTime() + FAR;

    /**
     * A bell that nobody has rung.
     *
     * @param most how many rings are kept where nobody waits
     * @param interval how long after a look another one looks, where the one who looked has not come back
     */
    WorkSignal(int most, Duration interval) {
        this.most = most;
        this.interval = interval.toNanos();
    }

    /** Wakes one thread, now or when it comes to wait. Never blocks for long. */
    void ring() {
        lock.lock();
        try {
            rings = Math.min(most, rings + 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits.
     *
     * @param pause when the next look is due at the latest
     * @return true when the bell has been rung, false when it is this thread's turn to look
     */
    boolean await(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            want(pause.toNanos());
            while (rings == 0) {
                long left = left();
                if (left <= 0) {
                    look();
                    return false;
                }
                changed.awaitNanos(left);
            }
            rings--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void want(long nanos) {
        long now = System.nanoTime();
        if (Thread.currentThread().equals(looker)) {
            looker = null;
            relief = now + FAR;
        }
        if (now + nanos - wanted < 0) {
            wanted = now + nanos;
            changed.signalAll();
        }
    }

    private void look() {
        long now = System.nanoTime();
        looker = Thread.currentThread();
        wanted = now + FAR;
        relief = now + interval;
        changed.signalAll();
    }

    private long left() {
        long now = System.nanoTime();
        return Math.min(wanted - now, relief - now);
    }

    /** How long nobody looks. */
    Duration untilNextLook() {
        lock.lock();
        try {
            return Duration.ofNanos(left());
        } finally {
            lock.unlock();
        }
    }
}
