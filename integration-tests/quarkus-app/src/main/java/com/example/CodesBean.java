package com.example;

import dev.kith.spi.CodeGenerator;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean that draws the codes, where it is wanted. */
@ApplicationScoped
@LookupIfProperty(name = "com.example.codes", stringValue = "bean")
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
