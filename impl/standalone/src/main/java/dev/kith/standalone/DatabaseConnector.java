package dev.kith.standalone;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of the pool, and knows whether it can. A pool that is told of each failure waits longer and longer
 * before it tries again, so that the first call after an outage would wait for it; here, an attempt goes on until the
 * database is back.
 */
final class DatabaseConnector implements DataSource {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    /** A database that has not answered by then is away. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int LOGIN_SECONDS = 5;

    private final String url;
    private final Properties properties;
    private volatile boolean persistent;
    private volatile @Nullable SQLException failure;

    /** When the attempt that goes on at the moment began; 0: there is none. */
    private volatile long begun;

    DatabaseConnector(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** From now on, goes on until the database is back. */
    void persist() {
        persistent = true;
    }

    /** Why no connection can be opened; {@code null} if the last one could, or nothing is known. */
    @Nullable
    SQLException failure() {
        SQLException known = failure;
        long since = begun;
        return known == null && since != 0 && System.nanoTime() - since > SLOW_NANOS
                ? new SQLTimeoutException("the database does not answer", "08001")
                : known;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            begun = System.nanoTime() | 1;
            try {
                Connection opened = DriverManager.getConnection(url, properties);
                failure = null;
                return opened;
            } catch (SQLException e) {
                failure = e;
                if (!persistent) {
                    throw e;
                }
            } finally {
                begun = 0;
            }
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private static void pause(long millis) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("the pool is closed", "08003", e);
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    /** Whatever the pool wishes: a connection has to be opened in this time. */
    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
    }

    @Override
    public int getLoginTimeout() {
        return LOGIN_SECONDS;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(DatabaseConnector.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
