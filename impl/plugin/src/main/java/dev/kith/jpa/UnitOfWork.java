package dev.kith.jpa;

import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Runs work in transactions, each with an entity manager of its own. Safe for several threads.
 *
 * <p>A transaction is never shared with the application around: what {@link #run} has given back is committed, and work
 * that was contended can be done again, which an outer transaction allows neither of.
 */
public final class UnitOfWork {
    private final EntityManagerFactory factory;
    private final TransactionBoundary boundary;

    /**
     * The entity manager of each thread that is in a transaction, for just that long. A provider that is asked in the midst
     * of a transaction reads through it: with a second connection, as many requests as the pool has connections would wait
     * for each other for ever.
     */
    private final Map<Thread, EntityManager> running = new ConcurrentHashMap<>();

    private UnitOfWork(EntityManagerFactory factory, TransactionBoundary boundary) {
        this.factory = factory;
        this.boundary = boundary;
    }

    /**
     * Work in resource-local transactions.
     *
     * @param factory makes resource-local entity managers; stays open as long as this is used
     * @return the unit of work
     */
    public static UnitOfWork local(EntityManagerFactory factory) {
        return new UnitOfWork(factory, new LocalBoundary());
    }

    /**
     * Work in transactions of a Jakarta EE server. The calling thread must not be in a transaction.
     *
     * @param factory makes entity managers of type JTA; stays open as long as this is used
     * @param transaction begins and ends the transactions
     * @return the unit of work
     */
    public static UnitOfWork jta(EntityManagerFactory factory, UserTransaction transaction) {
        return new UnitOfWork(factory, new JtaBoundary(transaction));
    }

    /**
     * Works in a new transaction: committed when the work returns, rolled back when it throws.
     *
     * @param work what to do; must not keep the entity manager
     * @param <T> what it gives back
     * @return what the work gave back, once it is committed
     * @throws Contended when another transaction was in the way
     * @throws IllegalStateException when the thread is in a transaction already
     */
    public <T> T run(Function<EntityManager, T> work) {
        if (running.containsKey(Thread.currentThread())) {
            throw new IllegalStateException("a transaction cannot begin inside another one");
        }
        try (Opened opened = new Opened(factory)) {
            running.put(Thread.currentThread(), opened.manager());
            return inTransaction(opened.manager(), work);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    private <T> T inTransaction(EntityManager manager, Function<EntityManager, T> work) {
        boundary.begin(manager);
        boolean committed = false;
        try {
            T result = work.apply(manager);
            boundary.commit(manager);
            committed = true;
            return result;
        } catch (RuntimeException e) {
            throw DatabaseFailure.translated(e);
        } finally {
            if (!committed) {
                boundary.rollback(manager);
            }
        }
    }

    /**
     * Reads: in the transaction of this unit that the thread is in, else without one.
     *
     * @param work what to read; must not keep the entity manager
     * @param <T> what it gives back
     * @return what the work gave back
     */
    <T> T read(Function<EntityManager, T> work) {
        EntityManager present = running.get(Thread.currentThread());
        if (present != null) {
            return work.apply(present);
        }
        try (Opened opened = new Opened(factory)) {
            return work.apply(opened.manager());
        } catch (RuntimeException e) {
            throw DatabaseFailure.translated(e);
        }
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
