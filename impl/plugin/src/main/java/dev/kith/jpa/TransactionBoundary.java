package dev.kith.jpa;

import jakarta.persistence.EntityManager;

/** How a transaction begins and ends. */
interface TransactionBoundary {
    void begin(EntityManager manager);

    void commit(EntityManager manager);

    /** Rolls back what can be rolled back; reports no failure of its own, since there is one already. */
    void rollback(EntityManager manager);
}
