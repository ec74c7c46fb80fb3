package dev.kith.jpa;

import dev.kith.core.UserStore.Contended;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Repeats work that lost to a concurrent transaction, a limited number of times; the last time the contention is thrown.
 *
 * <p>The rules of the core retry in another way, and for another reason: a caller waits for them, so they are bound by time,
 * pause longer the more there is to wait for, undo what a refusal has written, and answer a conflict in the end.
 */
final class ContentionRetry {
    private static final int MOST = 20;

    private ContentionRetry() {}

    static <T> T until(Supplier<T> done) {
        for (int attempt = 1; attempt < MOST; attempt++) {
            try {
                return done.get();
            } catch (Contended e) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(2) * attempt));
            }
        }
        return done.get();
    }
}
