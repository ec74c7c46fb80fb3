package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.delivery.DeliveryWorker;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Kith's own threads, for database access outside requests. As long as they run, GlassFish and Payara keep an entry for
 * everything that has used one of their connections: for an application that starts, and for each thread that they have
 * created for one. With that entry, they would retain every application that has ever been deployed.
 */
record KithThreads(ExecutorService executor) implements AutoCloseable {
    private static final int SECONDS_TO_END = 2;

    KithThreads() {
        this(DeliveryWorker.ownThreads());
    }

    /** Runs work on one of these threads, and waits for it. */
    <T> T call(Supplier<T> work) {
        Future<T> result = executor.submit(work::get);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new KithStartException("The start was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a supplier throws nothing else", e);
        }
    }

    @Override
    public void close() {
        end(executor);
    }

    /** Interrupts the work that is still running, and waits briefly for its end; false if it does not end. */
    static boolean end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            return threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
