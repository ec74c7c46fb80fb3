package dev.kith.boot;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that spares callers the wait for a database that is known to be away: some pools wait for half a minute before
 * they give up. While it is away one caller at a time tries, and all others are refused at once. Whatever exception a pool
 * throws, this one throws one that says by its type that there is no connection. Thread-safe.
 */
final class GuardedDataSource implements DataSource {
    private static final String UNABLE_TO_CONNECT = "08001";

    private final DataSource target;
    private final AtomicBoolean tried = new AtomicBoolean();
    private volatile @Nullable SQLException failure;

    GuardedDataSource(DataSource target) {
        this.target = target;
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException known = failure;
        if (known == null) {
            return connected();
        }
        if (!tried.compareAndSet(false, true)) {
            throw refused(known);
        }
        try {
            return connected();
        } finally {
            tried.set(false);
        }
    }

    private Connection connected() throws SQLException {
        try {
            Connection connection = target.getConnection();
            failure = null;
            return connection;
        } catch (SQLException e) {
            failure = e;
            throw refused(e);
        }
    }

    private static SQLException refused(SQLException reason) {
        String state = reason.getSQLState();
        return new SQLTransientConnectionException(
                "no connection to the database",
                state == null ? UNABLE_TO_CONNECT : state,
                reason.getErrorCode(),
                reason);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return target.getConnection(username, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(target) || target.isWrapperFor(type);
    }
}
