package dev.kith.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether a process can serve, checked on another thread than the one that asks: however many ask, one check runs at a time,
 * and whoever asks gets an answer within a second. A check that takes longer, because the database has much to do, leaves the
 * answer as it was for some seconds. Safe for several threads.
 */
public final class ReadinessProbe implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 800;
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final BooleanSupplier check;
    private final Executor executor;
    private final Runnable stop;
    private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(false);
    private long begun;
    private volatile boolean last;
    private volatile boolean ending;

    /**
     * Checks when it is asked, on a thread of its own.
     *
     * @param check whether the process can serve; may take its time
     */
    public ReadinessProbe(BooleanSupplier check) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "kith-health");
            made.setDaemon(true);
            return made;
        });
        this.check = check;
        this.executor = thread;
        this.stop = thread::shutdownNow;
    }

    /**
     * Checks when it is asked, on threads of others.
     *
     * @param check whether the process can serve; may take its time
     * @param executor runs the checks; stays open
     */
    public ReadinessProbe(BooleanSupplier check, Executor executor) {
        this.check = check;
        this.executor = executor;
        this.stop = () -> {};
    }

    /**
     * Checks, or waits for the check that runs.
     *
     * @return the answer; where it does not come in time, the one before, and false after some seconds
     */
    public synchronized CompletableFuture<Boolean> ask() {
        if (ending) {
            return CompletableFuture.completedFuture(false);
        }
        if (running.isDone()) {
            begun = System.nanoTime();
            running = CompletableFuture.supplyAsync(this::checked, executor);
        }
        boolean meanwhile = last && System.nanoTime() - begun < BUSY_NANOS;
        return running.exceptionally(broken -> false)
                .completeOnTimeout(meanwhile, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on the answer is no, whatever the check would say: the process is about to end. */
    public void end() {
        ending = true;
    }

    private boolean checked() {
        boolean ready = false;
        try {
            ready = check.getAsBoolean();
            return ready;
        } finally {
            last = ready;
        }
    }

    /** Ends, and lets a check that runs go. */
    @Override
    public void close() {
        end();
        stop.run();
    }
}
