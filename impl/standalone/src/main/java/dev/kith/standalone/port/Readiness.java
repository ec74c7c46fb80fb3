package dev.kith.standalone.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the program can serve, on a thread of its own: however many ask, one check runs at a time, and whoever asks gets
 * an answer within a second. A check that takes longer, because the database has much to do, leaves the answer as it was for
 * some seconds. Safe for several threads.
 */
public final class Readiness implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 800;
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final BooleanSupplier check;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kith-health");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(false);
    private long begun;
    private volatile boolean last;
    private volatile boolean ending;

    /**
     * Checks when it is asked.
     *
     * @param check whether the program can serve; may take its time
     */
    public Readiness(BooleanSupplier check) {
        this.check = check;
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
            running = CompletableFuture.supplyAsync(this::checked, thread);
        }
        boolean meanwhile = last && System.nanoTime() - begun < BUSY_NANOS;
        return running.exceptionally(broken -> false)
                .completeOnTimeout(meanwhile, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on the answer is no, whatever the check would say: the program is about to end. */
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

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
