package dev.kith.it.processes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the right one: delivery has its own threads in another process. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /**
     * Asks until the answer is right.
     *
     * @param question gives an answer
     * @param right checks the answer
     * @param <T> the type of the answer
     * @return the right answer
     * @throws IllegalStateException if there is none within a minute
     */
    public static <T> T get(Supplier<T> question, Predicate<T> right) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.get();
        while (!right.test(answer)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + PATIENCE + "; the last answer is " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            answer = question.get();
        }
        return answer;
    }
}
