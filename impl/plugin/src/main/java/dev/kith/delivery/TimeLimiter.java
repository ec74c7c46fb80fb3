package dev.kith.delivery;

import dev.kith.spi.Notifier.Outcome;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls plugins on separate threads and stops waiting for them in time. Whatever a plugin does, the call returns an outcome, and
 * no text of its exceptions is kept: it may contain a code or an address. Only what must end the process is thrown on.
 */
final class TimeLimiter {
    private static final System.Logger LOG = System.getLogger(TimeLimiter.class.getName());

    private final ExecutorService threads;
    private final String called;
    private final int most;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean complained = new AtomicBoolean();

    /** Tolerates up to {@code most} calls that ignore interruption; then makes no new ones until one returns. */
    TimeLimiter(ExecutorService threads, String called, int most) {
        this.threads = threads;
        this.called = called;
        this.most = most;
    }

    boolean available() {
        boolean available = running.get() < most;
        if (available) {
            complained.set(false);
        } else if (complained.compareAndSet(false, true)) {
            LOG.log(
                    Level.ERROR,
                    "calls={0} outcome=stuck: so many calls of {1} timed out and ignore interruption that no new ones are"
                            + " made until one returns; code that blocks needs time-outs of its own",
                    most,
                    called);
        }
        return available;
    }

    /**
     * Calls a plugin. Throws if the calling thread is interrupted, and then interrupts the plugin too.
     *
     * @param allowed how long it may take
     * @param plugin the call
     * @param whenSlow run in the calling thread, while the plugin works, where it takes longer than {@link Batch#LONGEST}
     */
    Outcome call(Duration allowed, Callable<Outcome> plugin, Runnable whenSlow) throws InterruptedException {
        Future<Outcome> answer;
        try {
            answer = threads.submit(() -> counted(plugin));
        } catch (RuntimeException e) {
            // No thread is free, or the server creates no more threads.
            return Outcome.tryLater("no-thread");
        }
        return await(answer, allowed, whenSlow);
    }

    private static Outcome await(Future<Outcome> answer, Duration allowed, Runnable whenSlow)
            throws InterruptedException {
        long end = System.nanoTime() + allowed.toNanos();
        try {
            if (allowed.compareTo(Batch.LONGEST) > 0 && !done(answer, Batch.LONGEST)) {
                whenSlow.run();
            }
            Outcome outcome = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return outcome == null ? Outcome.tryLater("no-outcome") : outcome;
        } catch (TimeoutException e) {
            return Outcome.tryLater("timeout");
        } catch (ExecutionException e) {
            throwFatal(e.getCause());
            return Outcome.tryLater(e.getCause() == null ? "unknown" : ThrownPlace.of(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean done(Future<Outcome> answer, Duration time) throws InterruptedException, ExecutionException {
        try {
            answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Throws an error after which a process cannot be relied on, such as no memory. A stack that overflowed is free again. */
    static void throwFatal(@Nullable Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    private Outcome counted(Callable<Outcome> plugin) throws Exception {
        running.incrementAndGet();
        try {
            return plugin.call();
        } finally {
            running.decrementAndGet();
        }
    }
}
