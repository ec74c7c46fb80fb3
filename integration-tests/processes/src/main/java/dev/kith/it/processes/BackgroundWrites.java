package dev.kith.it.processes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Writes that go on while something else happens, such as a backup. */
public final class BackgroundWrites {
    private static final int ENOUGH = 20;

    private BackgroundWrites() {}

    /**
     * Does something between writes: some are acknowledged before, and at least one after it.
     *
     * @param write makes the write of a number, from 0, and returns when it is acknowledged
     * @param work what happens meanwhile
     * @return how many writes were acknowledged before it began
     */
    public static int during(IntConsumer write, Runnable work) {
        AtomicInteger acknowledged = new AtomicInteger();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!end.isDone()) {
                write.accept(acknowledged.get());
                acknowledged.incrementAndGet();
            }
        });
        try {
            int before = Eventually.get(acknowledged::get, count -> count >= ENOUGH || writer.isDone());
            work.run();
            int after = acknowledged.get();
            Eventually.get(acknowledged::get, count -> count > after || writer.isDone());
            return before;
        } finally {
            end.complete(true);
            writer.join();
        }
    }
}
