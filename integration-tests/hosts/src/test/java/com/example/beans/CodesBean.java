package com.example.beans;

import dev.kith.spi.CodeGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean that draws the codes. */
@ApplicationScoped
public class CodesBean implements CodeGenerator {
    private final AtomicInteger drawn = new AtomicInteger();

    @Override
    public String name() {
        return "bean";
    }

    @Override
    public String generate(Purpose purpose) {
        return "BEAN-" + drawn.incrementAndGet();
    }
}
