package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.delivery.DeliveryWorker;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads of Kith itself, for what talks to the database when no request does. GlassFish and Payara keep, as long as they
 * run, an entry for whatever had a connection of theirs: for an application that starts, and for each thread that they have
 * made for one. With the entry, they would keep each application that has ever been deployed.
 */
record KithThreads(ExecutorService executor) implements AutoCloseable {
    private static final int SECONDS_TO_END = 2;

    KithThreads() {
        this(DeliveryWorker.ownThreads());
    }

    /** Lets one of these threads do something, and waits for it. */
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

    /** Interrupts what still works on threads, and waits a little for its end; false where something does not end. */
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
