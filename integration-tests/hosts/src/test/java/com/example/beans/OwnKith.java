package com.example.beans;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.spi.CodeGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Starts Kith itself, with codes that show it: each contains how many have been started. Where it keeps its data is in the
 * file {@code own.properties}: the name of a data source, or of a persistence unit of the server.
 */
@ApplicationScoped
public class OwnKith {
    private int started;

    @Produces
    @Singleton
    Kith kith() {
        started++;
        return storing(Kith.builder().codeGenerator(new Codes(started))).start();
    }

    @SuppressWarnings("BanJNDI") // The names are those of the test.
    private static KithBuilder storing(KithBuilder builder) {
        Properties own = own();
        String unit = own.getProperty("unit");
        if (unit == null) {
            return builder.setting("kith.datasource", own.getProperty("datasource"));
        }
        try {
            InitialContext names = new InitialContext();
            return builder.entityManagerFactory((EntityManagerFactory) names.lookup(unit), (UserTransaction)
                    names.lookup("java:comp/UserTransaction"));
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties own() {
        try (InputStream file = OwnKith.class.getResourceAsStream("/own.properties")) {
            Properties own = new Properties();
            own.load(file);
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close(@Disposes Kith kith) {
        kith.close();
    }

    private record Codes(int started) implements CodeGenerator {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public String generate(Purpose purpose) {
            return "OWN-" + started;
        }
    }
}
