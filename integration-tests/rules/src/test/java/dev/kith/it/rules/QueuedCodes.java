package dev.kith.it.rules;

import dev.kith.spi.CodeGenerator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives out the codes that a test has queued, then codes that count on. */
final class QueuedCodes implements CodeGenerator {
    private final Queue<String> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger(100_000);

    void next(String code) {
        queue.add(code);
    }

    @Override
    public String name() {
        return "queued";
    }

    @Override
    public String generate(Purpose purpose) {
        String queued = queue.poll();
        return queued == null ? "C" + next.incrementAndGet() : queued;
    }
}
