package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import java.lang.System.Logger.Level;

/** Transactions of the entity manager itself. */
final class LocalBoundary implements TransactionBoundary {
    private static final System.Logger LOG = System.getLogger(LocalBoundary.class.getName());

    @Override
    public void begin(EntityManager manager) {
        manager.getTransaction().begin();
    }

    @Override
    public void commit(EntityManager manager) {
        manager.getTransaction().commit();
    }

    @Override
    public void rollback(EntityManager manager) {
        try {
            if (manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "rollback failed", DatabaseFailure.translated(e));
        }
    }
}
