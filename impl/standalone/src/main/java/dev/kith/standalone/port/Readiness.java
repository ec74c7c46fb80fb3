package dev.kith.standalone.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the program can serve, on a thread of its own: however many ask, one check runs at a time, and whoever asks gets
 * an answer within a second. Safe for several threads.
 */
public final class Readiness implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 800;

    private final BooleanSupplier check;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kith-health");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(false);

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
     * @return the answer, false where it does not come in time
     */
    public synchronized CompletableFuture<Boolean> ask() {
        if (running.isDone()) {
            running = CompletableFuture.supplyAsync(check::getAsBoolean, thread);
        }
        return running.exceptionally(broken -> false).completeOnTimeout(false, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
