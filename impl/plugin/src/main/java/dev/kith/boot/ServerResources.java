package dev.kith.boot;

import dev.kith.transport.rest.Quarkus;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The named resources of a Jakarta EE server. */
final class ServerResources {
    /** The application's reference to the persistence unit ({@code <persistence-unit-ref>} in its web.xml). */
    static final String UNIT = "java:comp/env/kith/persistence-unit";

    private static final System.Logger LOG = System.getLogger(ServerResources.class.getName());

    /** The default data source of a Jakarta EE server. Not every server has one. */
    private static final String DATABASE = "java:comp/DefaultDataSource";

    private static final String TRANSACTION = "java:comp/UserTransaction";
    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";
    private static final int MILLIS_TO_BEGIN = 500;

    private ServerResources() {}

    /**
     * Returns a builder with the server's resources: its threads; its default data source, otherwise the one that is a
     * bean, for when none is configured ({@code kith.datasource}); and, if the application refers to the persistence
     * unit, that unit with the server's transactions.
     */
    static DefaultKithBuilder builder() {
        DefaultKithBuilder builder = new DefaultKithBuilder()
                .serversDataSource(() -> Jndi.find(DATABASE, DataSource.class).or(ManagedDatabase::only));
        threads().ifPresent(builder::threads);
        if (comeLater()) {
            ManagedUnit.find().ifPresent(unit -> builder.entityManagerFactory(unit.factory(), unit.transaction()));
        }
        Jndi.find(UNIT, EntityManagerFactory.class)
                .ifPresent(unit -> Jndi.find(TRANSACTION, UserTransaction.class)
                        .ifPresentOrElse(
                                transaction -> builder.entityManagerFactory(unit, transaction),
                                () -> builder.entityManagerFactory(unit)));
        return builder;
    }

    /** Whether this is a Quarkus application: its resources are beans rather than in JNDI, and not available at once. */
    static boolean comeLater() {
        return Quarkus.isHere();
    }

    /** Whether there is a container of servlets: some of those with beans have none. */
    static boolean hasServlets() {
        try {
            Class.forName("jakarta.servlet.ServletContext", false, ServerResources.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * The factory of the server's threads, on which plugins are called: they have the application's JNDI names and
     * identity, which a plugin may need.
     */
    private static Optional<ThreadFactory> threads() {
        Optional<ThreadFactory> found = Jndi.find(THREADS, ThreadFactory.class);
        if (found.isPresent() && !makesThreads(found.get())) {
            LOG.log(
                    Level.WARNING,
                    "threads=own: {0} of this server creates no thread that runs; Kith creates its own threads",
                    THREADS);
            return Optional.empty();
        }
        return found;
    }

    /**
     * Whether a thread really runs: while the application is starting, some servers create threads that end at once. Others
     * make them wait until it has started, which cannot be waited for here.
     */
    static boolean makesThreads(ThreadFactory factory) {
        CountDownLatch running = new CountDownLatch(1);
        try {
            Thread thread = factory.newThread(running::countDown);
            if (thread == null) {
                return false;
            }
            thread.start();
            return running.await(MILLIS_TO_BEGIN, TimeUnit.MILLISECONDS) || thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
