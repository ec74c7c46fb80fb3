package dev.kith.jpa;

import jakarta.persistence.EntityManager;

/** How a transaction begins and ends. */
interface TransactionBoundary {
    void begin(EntityManager manager);

    /** Commits what has been flushed: an error of a flush has its cause, which that of a failed commit may not have. */
    void commit(EntityManager manager);

    /** Rolls back if possible; throws no exception, since there already is one. */
    void rollback(EntityManager manager);
}
