package dev.kith.boot;

import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.ExecutorService;

/** What a Jakarta EE server offers under a name. */
final class ServerResources {
    /** The application's reference to the persistence unit ({@code <persistence-unit-ref>} in its web.xml). */
    static final String UNIT = "java:comp/env/kith/persistence-unit";

    private static final String TRANSACTION = "java:comp/UserTransaction";
    private static final String THREADS = "java:comp/DefaultManagedExecutorService";

    private ServerResources() {}

    /**
     * A builder with what the server offers: its threads and, where the application refers to the persistence unit, that
     * unit with the server's transactions. A data source that is configured ({@code kith.datasource}) needs no unit.
     */
    static KithBuilder builder() {
        KithBuilder builder = new KithBuilder();
        Jndi.find(THREADS, ExecutorService.class).ifPresent(builder::threads);
        Jndi.find(UNIT, EntityManagerFactory.class)
                .ifPresent(unit -> Jndi.find(TRANSACTION, UserTransaction.class)
                        .ifPresentOrElse(
                                transaction -> builder.entityManagerFactory(unit, transaction),
                                () -> builder.entityManagerFactory(unit)));
        return builder;
    }
}
