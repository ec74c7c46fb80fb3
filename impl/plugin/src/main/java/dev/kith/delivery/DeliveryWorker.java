package dev.kith.delivery;

import dev.kith.core.Outbox;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivers messages in the background: at once when it is woken, otherwise as often as it polls. Survives an outage of the
 * storage: logs it once, asks less and less often, and logs when the storage is back.
 */
public final class DeliveryWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeliveryWorker.class.getName());
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

    /**
     * How long a thread leaves between two looks at the least, where the first one found all that was due: what comes meanwhile
     * costs a share of one look instead of one of its own.
     */
    static final Duration GATHERING = Duration.ofMillis(20);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    private final MessageDelivery delivery;
    private final Duration poll;
    private final Duration drain;
    private final WorkSignal signal;
    private final int threads;
    private final List<Future<?>> loops = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextPurge = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean open = true;

    private DeliveryWorker(MessageDelivery delivery, int threads, Duration poll, Duration drain) {
        this.delivery = delivery;
        this.threads = threads;
        this.poll = poll;
        this.drain = drain;
        this.signal = new WorkSignal(threads, poll);
        delivery.whenMore(signal::raise);
    }

    /**
     * Starts delivering.
     *
     * @param delivery delivers the messages
     * @param executor runs the threads; the caller closes it, after this worker
     * @param threads how many threads work at the same time; notifiers are called on as many more
     * @param poll how long to wait if nothing wakes the worker (messages of other nodes do not)
     * @param drain how long {@link #close} waits for deliveries in progress
     * @return the worker
     */
    public static DeliveryWorker start(
            MessageDelivery delivery, ExecutorService executor, int threads, Duration poll, Duration drain) {
        DeliveryWorker worker = new DeliveryWorker(delivery, threads, poll, drain);
        for (int i = 0; i < threads; i++) {
            boolean first = i == 0;
            worker.loops.add(executor.submit(() -> worker.work(first)));
        }
        return worker;
    }

    /**
     * Returns threads for a worker that do not keep the process alive. They have the context class loader of the caller, and
     * nothing else of its thread: a container would take them for part of the work that it does there.
     *
     * @return the executor, to be closed by the caller
     */
    public static ExecutorService ownThreads() {
        AtomicInteger number = new AtomicInteger();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return threadsOf(work -> {
            Thread thread = new Thread(null, work, "kith-delivery-" + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(context);
            return thread;
        });
    }

    /**
     * Returns threads that a container creates. They end with the executor.
     *
     * @param factory creates the threads
     * @return the executor, to be closed by the caller
     */
    public static ExecutorService threadsOf(ThreadFactory factory) {
        return Executors.newCachedThreadPool(factory);
    }

    /** Makes a thread look for messages now. Never blocks. To be called after the commit that stored a message. */
    public void wake() {
        signal.raise();
    }

    /**
     * Takes no more messages and waits for the deliveries in progress. What is not finished in time is interrupted; its lease
     * runs out, and the message is delivered again.
     */
    @Override
    public void close() {
        open = false;
        loops.forEach(loop -> signal.raise());
        long deadline = System.nanoTime() + drain.toNanos();
        for (Future<?> loop : loops) {
            await(loop, deadline);
        }
    }

    /**
     * Delivers until it is closed.
     *
     * @param first whether it looks at once; the others wait until it has found a message, so that a start does not prepare
     *     the same statements on all threads
     */
    private void work(boolean first) {
        try {
            boolean expectant = !first && await(poll);
            while (open) {
                Duration pause = step(expectant);
                expectant = pause.compareTo(SHORTEST_WAIT) < 0 ? gather(pause) : await(pause);
            }
            delivery.idle();
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "outcome=interrupted");
        } catch (VirtualMachineError fatal) {
            // The executor keeps to itself what its work throws; whoever ends the process in such a case has to hear of
            // it.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fatal);
            throw fatal;
        }
    }

    /** So short a pause is not worth it to tell notifiers, and does not end early. */
    private static boolean gather(Duration pause) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        return true;
    }

    private boolean await(Duration pause) throws InterruptedException {
        delivery.idle();
        return signal.await(pause);
    }

    /**
     * Does one thing that has to be done, and returns how long to wait before the next one.
     *
     * @param expectant whether there is probably a message; if there probably is none, one query to the storage is enough to
     *     know
     */
    Duration step(boolean expectant) throws InterruptedException {
        try {
            Duration pause = expectant ? deliverOrRest() : lookOrRest();
            if (failures.getAndSet(0) > 0) {
                LOG.log(Level.INFO, "outcome=storage-available: messages are delivered again");
            }
            return pause;
        } catch (RuntimeException | Error e) {
            TimeLimiter.throwFatal(e);
            return backOff(e);
        }
    }

    private Duration lookOrRest() throws InterruptedException {
        Duration idle = delivery.idleTime(poll);
        if (idle.compareTo(Duration.ZERO) > 0) {
            purgeNowAndThen();
            return idle;
        }
        // Where there is one message there may be many, and the other threads are waiting.
        for (int i = 1; i < threads; i++) {
            signal.raise();
        }
        return deliverOrRest();
    }

    private Duration deliverOrRest() throws InterruptedException {
        Instant begun = delivery.now();
        MessageDelivery.BatchResult found = delivery.deliverNext();
        if (found.more()) {
            return Duration.ZERO;
        }
        if (found.tried() > 0) {
            return untilGathered(begun);
        }
        purgeNowAndThen();
        Duration idle = delivery.idleTime(poll);
        // A message that is due but could not be leased belongs to a faster worker, or no call is possible at the
        // moment.
        return idle.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : idle;
    }

    private Duration untilGathered(Instant begun) {
        Duration passed = Duration.between(begun, delivery.now());
        Duration left = passed.isNegative() ? GATHERING : GATHERING.minus(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void purgeNowAndThen() {
        long now = delivery.now().getEpochSecond();
        long due = nextPurge.get();
        if (due <= now
                && nextPurge.compareAndSet(due, now + PURGE_INTERVAL.toSeconds())
                && delivery.purge() >= Outbox.MOST_PURGED) {
            nextPurge.set(now);
        }
    }

    private Duration backOff(Throwable thrown) {
        int failed = failures.getAndIncrement();
        if (failed == 0) {
            LOG.log(
                    Level.WARNING,
                    "outcome=storage-unavailable error={0}: messages wait until the storage is available again",
                    thrown.getClass().getName());
        }
        Duration doubled = SHORTEST_WAIT.multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private static void await(Future<?> loop, long deadline) {
        try {
            loop.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            LOG.log(Level.ERROR, "outcome=worker-died error={0}", e.getClass().getName());
        } catch (TimeoutException e) {
            LOG.log(
                    Level.INFO,
                    "outcome=not-drained: a delivery in progress is interrupted, and its message is delivered again");
        } finally {
            loop.cancel(true);
        }
    }
}
