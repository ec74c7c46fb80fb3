package dev.kith.it.databases;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** The least that a server's data source does: one connection for each transaction, which ends with it. */
final class EnlistingDataSource {
    private final XADataSource target;
    private final TransactionManager transactions;
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    EnlistingDataSource(XADataSource target, TransactionManager transactions) {
        this.target = target;
        this.transactions = transactions;
    }

    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection connection() throws Exception {
        Transaction transaction = transactions.getTransaction();
        if (transaction == null) {
            return target.getXAConnection().getConnection();
        }
        Connection present = enlisted.get(transaction);
        return present == null ? enlist(transaction) : present;
    }

    private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection physical = target.getXAConnection();
        transaction.enlistResource(physical.getXAResource());
        Connection shared = leftOpen(physical.getConnection());
        enlisted.put(transaction, shared);
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(transaction);
                close(physical);
            }
        });
        return shared;
    }

    private static void close(XAConnection physical) {
        try {
            physical.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closing a connection gives it back to the transaction. */
    private static Connection leftOpen(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                EnlistingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : call(connection, method, arguments));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
