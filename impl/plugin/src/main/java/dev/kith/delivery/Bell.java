package dev.kith.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where threads wait that have nothing to do. One wakes for each ring; one alone wakes when it is time to look, however many
 * wait, so that idle threads cost one look for each interval.
 */
final class Bell {
    private final int most;
    private final long interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int rings;
    private long nextLook;

    /**
     * A bell that nobody has rung.
     *
     * @param most how many rings are kept where nobody waits
     * @param interval how long after a look somebody else looks, where the one who looked does not come back
     */
    Bell(int most, Duration interval) {
        this.most = most;
        this.interval = interval.toNanos();
        this.nextLook = System.nanoTime() + this.interval;
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
            lookIn(pause.toNanos());
            while (rings == 0) {
                long left = nextLook - System.nanoTime();
                if (left <= 0) {
                    nextLook = System.nanoTime() + interval;
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

    private void lookIn(long nanos) {
        long look = System.nanoTime() + nanos;
        if (look - nextLook < 0) {
            nextLook = look;
            changed.signalAll();
        }
    }
}
