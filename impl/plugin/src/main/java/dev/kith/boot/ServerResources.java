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

/** What a Jakarta EE server offers under a name. */
final class ServerResources {
    /** The application's reference to the persistence unit ({@code <persistence-unit-ref>} in its web.xml). */
    static final String UNIT = "java:comp/env/kith/persistence-unit";

    private static final System.Logger LOG = System.getLogger(ServerResources.class.getName());

    /** The data source that a Jakarta EE server has for applications that name none. Not every server has one. */
    private static final String DATABASE = "java:comp/DefaultDataSource";

    private static final String TRANSACTION = "java:comp/UserTransaction";
    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";
    private static final int MILLIS_TO_BEGIN = 500;

    private ServerResources() {}

    /**
     * A builder with what the server offers: its threads, its default data source, else the one that is a bean, for when
     * none is configured ({@code kith.datasource}) and, where the application refers to the persistence unit, that unit with the server's
     * transactions.
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

    /** Whether this is a Quarkus application: it offers nothing under names, and all it has as beans, but not at once. */
    static boolean comeLater() {
        return Quarkus.isHere();
    }

    /**
     * What makes the server's threads, which plugins are called on: there the names and the identity of the application hold
     * that a plugin may ask for.
     */
    private static Optional<ThreadFactory> threads() {
        Optional<ThreadFactory> found = Jndi.find(THREADS, ThreadFactory.class);
        if (found.isPresent() && !makesThreads(found.get())) {
            LOG.log(
                    Level.WARNING,
                    "threads=own: {0} of this server makes no thread that runs; Kith makes its own threads",
                    THREADS);
            return Optional.empty();
        }
        return found;
    }

    /**
     * Whether a thread really runs: some servers make threads that end at once as long as the application starts. Others
     * let them wait until it has started, which cannot be waited for here.
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
