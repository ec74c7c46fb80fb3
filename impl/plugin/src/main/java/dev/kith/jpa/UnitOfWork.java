package dev.kith.jpa;

import dev.kith.api.UserAccounts.Unavailable;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Runs work in transactions, each with its own entity manager. Thread-safe.
 *
 * <p>A transaction is never shared with the surrounding application: when {@link #run} returns, the work is committed, and
 * work that lost to a concurrent transaction can be repeated. An outer transaction would allow neither.
 *
 * <p>Work whose connection ends before the commit is repeated with another one, a few times. Where it ends during the commit
 * nobody knows whether the work is stored, so nothing is repeated.
 */
public final class UnitOfWork {
    private static final int MOST_TRIES = 3;

    private final EntityManagerFactory factory;
    private final TransactionBoundary boundary;
    private final OutageLog outages = new OutageLog(System::nanoTime);
    private final LongAdder contended = new LongAdder();

    /**
     * The entity manager of each thread that is in a transaction, for that time. A provider that is called within a
     * transaction reads through it: with a second connection for each, as many requests as the pool has connections
     * would wait for each other forever.
     */
    private final Map<Thread, EntityManager> running = new ConcurrentHashMap<>();

    private UnitOfWork(EntityManagerFactory factory, TransactionBoundary boundary) {
        this.factory = factory;
        this.boundary = boundary;
    }

    /**
     * Creates a unit of work with resource-local transactions.
     *
     * @param factory creates resource-local entity managers; stays open as long as this is used
     * @return the unit of work
     */
    public static UnitOfWork local(EntityManagerFactory factory) {
        return new UnitOfWork(factory, new LocalBoundary());
    }

    /**
     * Creates a unit of work with the transactions of a Jakarta EE server. The calling thread must not be in a transaction.
     *
     * @param factory creates entity managers of type JTA; stays open as long as this is used
     * @param transaction begins and ends the transactions
     * @return the unit of work
     */
    public static UnitOfWork jta(EntityManagerFactory factory, UserTransaction transaction) {
        return new UnitOfWork(factory, new JtaBoundary(transaction));
    }

    /**
     * Runs work in a new transaction: committed when the work returns, rolled back when it throws. Work whose connection ends
     * is run again.
     *
     * @param work the work; must not keep the entity manager
     * @param <T> the type of its result
     * @return the result, once the transaction is committed
     * @throws Contended if the work lost to a concurrent transaction
     * @throws Unavailable if the database is away
     * @throws IllegalStateException if the thread is already in a transaction
     */
    public <T> T run(Function<EntityManager, T> work) {
        if (running.containsKey(Thread.currentThread())) {
            throw new IllegalStateException("a transaction cannot begin inside another one");
        }
        return repeated(attempt -> {
            try (Opened opened = new Opened(factory)) {
                running.put(Thread.currentThread(), opened.manager());
                return inTransaction(opened.manager(), work, attempt);
            } finally {
                running.remove(Thread.currentThread());
            }
        });
    }

    private <T> T inTransaction(EntityManager manager, Function<EntityManager, T> work, Attempt attempt) {
        boundary.begin(manager);
        boolean committed = false;
        try {
            T result = work.apply(manager);
            manager.flush();
            attempt.commits = true;
            boundary.commit(manager);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                boundary.rollback(manager);
            }
        }
    }

    /**
     * Reads in the thread's current transaction of this unit, or without one if there is none.
     *
     * @param work the read; must not keep the entity manager
     * @param <T> the type of its result
     * @return the result
     * @throws Unavailable if the database is away
     */
    <T> T read(Function<EntityManager, T> work) {
        EntityManager present = running.get(Thread.currentThread());
        if (present != null) {
            return work.apply(present);
        }
        return repeated(attempt -> {
            try (Opened opened = new Opened(factory)) {
                return work.apply(opened.manager());
            }
        });
    }

    private <T> T repeated(Function<Attempt, T> work) {
        for (int tries = 1; ; tries++) {
            Attempt attempt = new Attempt();
            try {
                T result = work.apply(attempt);
                outages.succeeded();
                return result;
            } catch (RuntimeException e) {
                Optional<Outage> outage = Outage.of(e);
                outage.ifPresent(kind -> outages.failed(kind, e));
                if (tries == MOST_TRIES
                        || attempt.commits
                        || !outage.map(Outage::passesWithConnection).orElse(false)) {
                    throw translated(e);
                }
            }
        }
    }

    private RuntimeException translated(RuntimeException thrown) {
        RuntimeException translated = DatabaseFailure.translated(thrown);
        if (translated instanceof Contended) {
            contended.increment();
        }
        return translated;
    }

    /**
     * Returns how many transactions have lost to a concurrent one. Most of them were repeated with success.
     *
     * @return how many, since this was created
     */
    public long contended() {
        return contended.sum();
    }

    /** Whether an attempt has come to its commit. */
    private static final class Attempt {
        private boolean commits;
    }

    private record Opened(EntityManager manager) implements AutoCloseable {
        Opened(EntityManagerFactory factory) {
            this(factory.createEntityManager());
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
