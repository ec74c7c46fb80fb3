package dev.kith.keycloak;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Transactions beside those of Keycloak. Each of its requests is in a transaction from beginning to end, which commits when
 * the answer has been made; it rests while Kith works in one of its own.
 */
final class OwnTransactions implements UserTransaction {
    private final TransactionManager manager;
    private final Map<Thread, Resting> resting = new ConcurrentHashMap<>();

    OwnTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    /** Keycloak's transaction of the thread, or that it has none. */
    private record Resting(@Nullable Transaction transaction) {}

    @Override
    public void begin() throws NotSupportedException, SystemException {
        Resting outer = new Resting(manager.suspend());
        resting.put(Thread.currentThread(), outer);
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException | RuntimeException e) {
            resume();
            throw e;
        }
    }

    @Override
    public void commit()
            throws RollbackException, HeuristicMixedException, HeuristicRollbackException, SystemException {
        try {
            manager.commit();
        } finally {
            resume();
        }
    }

    @Override
    public void rollback() throws SystemException {
        try {
            manager.rollback();
        } finally {
            resume();
        }
    }

    private void resume() throws SystemException {
        Resting outer = resting.remove(Thread.currentThread());
        if (outer != null && outer.transaction() != null) {
            try {
                manager.resume(outer.transaction());
            } catch (InvalidTransactionException e) {
                throw (SystemException) new SystemException("Keycloak's transaction does not go on").initCause(e);
            }
        }
    }

    @Override
    public void setRollbackOnly() throws SystemException {
        manager.setRollbackOnly();
    }

    /** Keycloak's transaction is none of ours. */
    @Override
    public int getStatus() throws SystemException {
        return resting.containsKey(Thread.currentThread()) ? manager.getStatus() : Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void setTransactionTimeout(int seconds) throws SystemException {
        manager.setTransactionTimeout(seconds);
    }
}
