package com.example.canary;

import dev.kith.spi.CodeGenerator;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes codes that can be found again wherever they turn up. */
public class CanaryGenerator implements CodeGenerator {
    private final AtomicInteger number =
            new AtomicInteger((int) (ProcessHandle.current().pid() % 10_000) * 10_000);

    /** Made by {@code ServiceLoader}. */
    public CanaryGenerator() {}

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public String generate(Purpose purpose) {
        return "QZCANARY" + number.incrementAndGet();
    }
}
