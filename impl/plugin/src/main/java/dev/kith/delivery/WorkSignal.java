package dev.kith.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where threads wait for work. One thread wakes each time the signal is raised. When it is time to poll, only one thread wakes,
 * however many are waiting, so that idle threads cost one poll in each interval.
 */
final class WorkSignal {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final int most;
    private final long interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int raised;
    private long wanted = System.nanoTime() + FAR;

    /** The thread that is polling now. */
    private @Nullable Thread poller;

    /** When another thread polls, if the one that is polling has not come back. */
    private long relief = System.nanoTime() + FAR;

    /**
     * A signal that has not been raised.
     *
     * @param most how many times it can be raised in advance, while no thread is waiting
     * @param interval how long after a poll another thread polls, if the one that polled has not come back
     */
    WorkSignal(int most, Duration interval) {
        this.most = most;
        this.interval = interval.toNanos();
    }

    /** Wakes one thread, now or as soon as it waits. Never blocks for long. */
    void raise() {
        lock.lock();
        try {
            raised = Math.min(most, raised + 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits.
     *
     * @param pause how long until the next poll is due at the latest
     * @return true if the signal was raised, false if it is this thread's turn to poll
     */
    boolean await(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            want(pause.toNanos());
            while (raised == 0) {
                long left = left();
                if (left <= 0) {
                    poll();
                    return false;
                }
                changed.awaitNanos(left);
            }
            raised--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void want(long nanos) {
        long now = System.nanoTime();
        if (Thread.currentThread().equals(poller)) {
            poller = null;
            relief = now + FAR;
        }
        if (now + nanos - wanted < 0) {
            wanted = now + nanos;
            changed.signalAll();
        }
    }

    private void poll() {
        long now = System.nanoTime();
        poller = Thread.currentThread();
        wanted = now + FAR;
        relief = now + interval;
        changed.signalAll();
    }

    private long left() {
        long now = System.nanoTime();
        return Math.min(wanted - now, relief - now);
    }

    /** How long no thread will poll. */
    Duration untilNextPoll() {
        lock.lock();
        try {
            return Duration.ofNanos(left());
        } finally {
            lock.unlock();
        }
    }
}
