package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger.Level;

/** Transactions of the server. */
final class JtaBoundary implements TransactionBoundary {
    private static final System.Logger LOG = System.getLogger(JtaBoundary.class.getName());

    private final UserTransaction transaction;

    JtaBoundary(UserTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void begin(EntityManager manager) {
        try {
            requireNone();
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new PersistenceException("the transaction could not be started", e);
        }
        manager.joinTransaction();
    }

    private void requireNone() throws SystemException {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("Kith uses its own transactions, but the calling thread is already in one;"
                    + " call it outside that transaction, or from a method with @Transactional(NOT_SUPPORTED)");
        }
    }

    @Override
    public void commit(EntityManager manager) {
        try {
            transaction.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw new PersistenceException("the transaction could not be committed", e);
        }
    }

    @Override
    public void rollback(EntityManager manager) {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException | RuntimeException e) {
            LOG.log(Level.DEBUG, "rollback failed", DatabaseFailure.withoutTexts(e));
        }
    }
}
