package com.example;

import dev.kith.Kith;
import dev.kith.spi.CodeGenerator;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;

/** Starts Kith itself, where that is wanted, with codes that tell how many have been started. */
@ApplicationScoped
public class OwnKith {
    private int started;

    @Produces
    @Singleton
    @LookupIfProperty(name = "com.example.kith", stringValue = "own")
    Kith kith(EntityManagerFactory unit, UserTransaction transaction) {
        started++;
        return Kith.builder()
                .entityManagerFactory(unit, transaction)
                .codeGenerator(new Codes("OWN-" + started))
                .start();
    }

    void close(@Disposes Kith kith) {
        kith.close();
    }

    private record Codes(String code) implements CodeGenerator {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public String generate(Purpose purpose) {
            return code;
        }
    }
}
