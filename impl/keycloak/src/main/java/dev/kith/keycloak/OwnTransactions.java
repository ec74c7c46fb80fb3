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
 * Transactions that are separate from those of Keycloak. Each request of Keycloak has a transaction from beginning to end, which
 * commits after the answer has been made; it is suspended while Kith works in a transaction of its own.
 */
final class OwnTransactions implements UserTransaction {
    private final TransactionManager manager;
    private final Map<Thread, Suspended> suspended = new ConcurrentHashMap<>();

    OwnTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    /** The transaction of Keycloak on a thread, {@code null} if there was none. */
    private record Suspended(@Nullable Transaction transaction) {}

    @Override
    public void begin() throws NotSupportedException, SystemException {
        Suspended outer = new Suspended(manager.suspend());
        suspended.put(Thread.currentThread(), outer);
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
        Suspended outer = suspended.remove(Thread.currentThread());
        if (outer != null && outer.transaction() != null) {
            try {
                manager.resume(outer.transaction());
            } catch (InvalidTransactionException e) {
                throw (SystemException) new SystemException("Keycloak's transaction cannot be resumed").initCause(e);
            }
        }
    }

    @Override
    public void setRollbackOnly() throws SystemException {
        manager.setRollbackOnly();
    }

    /** The transaction of Keycloak does not count as one of ours. */
    @Override
    public int getStatus() throws SystemException {
        return suspended.containsKey(Thread.currentThread()) ? manager.getStatus() : Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void setTransactionTimeout(int seconds) throws SystemException {
        manager.setTransactionTimeout(seconds);
    }
}
