package dev.kith.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Sends requests over several connections. */
final class Load {
    private static final long HIGHEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Load() {}

    /** Opens connections. */
    interface Target {
        Caller open(int number) throws Exception;
    }

    /** One connection. For one thread. */
    interface Caller extends AutoCloseable {
        /** Sends one request and waits for its answer: whether it is the one that is wanted. */
        boolean call() throws Exception;

        @Override
        default void close() throws IOException, SQLException {
            // Most callers hold nothing that has to be closed.
        }
    }

    /**
     * What came of it.
     *
     * @param micros how long each answer took, in microseconds
     * @param failed how many answers were not the wanted ones
     * @param seconds how long it went on
     * @param bySecond how many answers came in each second
     */
    record Outcome(Histogram micros, int failed, double seconds, List<Integer> bySecond) {
        double rate() {
            return micros.getTotalCount() / seconds;
        }

        double milliseconds(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** Closed loop: each connection sends its next request as soon as it has the answer to the one before. */
    static Outcome closed(Target target, int connections, Duration length) throws Exception {
        return run(target, connections, length, (caller, count) -> {
            while (count.isRunning()) {
                long begin = System.nanoTime();
                count.add(caller.call(), begin);
            }
        });
    }

    /** A number of requests, each connection sending its next as soon as it has an answer. */
    static Outcome times(Target target, int connections, int number) throws Exception {
        AtomicInteger next = new AtomicInteger();
        return run(target, connections, LONGEST, (caller, count) -> {
            while (next.getAndIncrement() < number) {
                long begin = System.nanoTime();
                count.add(caller.call(), begin);
            }
        });
    }

    /**
     * Open loop: requests come at random moments, as from many people who do not wait for each other. Their times are counted
     * from the moment at which they should have been sent, whether a connection was free then or not.
     */
    static Outcome open(Target target, int connections, double rate, Duration length) throws Exception {
        long[] moments = moments(rate, length, new Random(17));
        AtomicInteger next = new AtomicInteger();
        return run(target, connections, length, (caller, count) -> {
            for (int mine = next.getAndIncrement(); mine < moments.length; mine = next.getAndIncrement()) {
                long due = count.begin + moments[mine];
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                count.add(caller.call(), due);
            }
        });
    }

    /** The moments of a Poisson process, in nanoseconds from its beginning. */
    static long[] moments(double rate, Duration length, Random random) {
        List<Long> moments = new ArrayList<>();
        double at = 0;
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / rate * 1e9;
            if (at > length.toNanos()) {
                return moments.stream().mapToLong(Long::longValue).toArray();
            }
            moments.add((long) at);
        }
    }

    private interface Loop {
        void run(Caller caller, Count count) throws Exception;
    }

    private static Outcome run(Target target, int connections, Duration length, Loop loop) throws Exception {
        List<Caller> callers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            for (int number = 0; number < connections; number++) {
                callers.add(target.open(number));
            }
            Count count = new Count(length);
            List<Future<?>> ends = new ArrayList<>();
            for (Caller caller : callers) {
                ends.add(threads.submit(() -> {
                    loop.run(caller, count);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            return count.outcome();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection has failed", e.getCause());
        } finally {
            threads.shutdownNow();
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    /** Counts answers. Safe for several threads. */
    private static final class Count {
        private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicIntegerArray bySecond;
        private final long begin = System.nanoTime();
        private final long end;

        Count(Duration length) {
            end = begin + length.toNanos();
            bySecond = new AtomicIntegerArray((int) length.toSeconds() + 2);
        }

        boolean isRunning() {
            return System.nanoTime() < end;
        }

        void add(boolean wanted, long sent) {
            long now = System.nanoTime();
            micros.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, (now - sent) / 1000)));
            bySecond.incrementAndGet((int) Math.min(bySecond.length() - 1L, (now - begin) / 1_000_000_000));
            if (!wanted) {
                failed.incrementAndGet();
            }
        }

        Outcome outcome() {
            List<Integer> seconds = new ArrayList<>();
            for (int second = 0; second < bySecond.length(); second++) {
                seconds.add(bySecond.get(second));
            }
            return new Outcome(micros.copy(), failed.get(), (System.nanoTime() - begin) / 1e9, seconds);
        }
    }
}
