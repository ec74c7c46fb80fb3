package dev.kith.standalone;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool;
import dev.kith.boot.BrokenConnections;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool that tells a busy database from one that is away: whoever asks for a connection waits for a busy one, and hears
 * within a moment that the database is away.
 */
final class DatabasePool implements DataSource, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DatabasePool.class.getName());

    /** How long to wait before looking whether the database is away, and how long while it is: the pool may have one left. */
    private static final long LOOK_MILLIS = 1_000;

    private static final long AWAY_MILLIS = 250;
    private static final int QUERY_SECONDS = 2;

    private final HikariDataSource pool;
    private final DatabaseConnector connector;
    private final long busyNanos;
    private volatile boolean answered = true;

    private DatabasePool(HikariDataSource pool, Duration busy, DatabaseConnector connector) {
        this.pool = pool;
        this.busyNanos = busy.toNanos();
        this.connector = connector;
    }

    /**
     * Opens a pool.
     *
     * @param config how large it is, and how long its start waits for the database
     * @param busy how long to wait for a connection that others use
     * @param connector opens its connections
     * @throws HikariPool.PoolInitializationException if the database does not answer
     */
    static DatabasePool open(HikariConfig config, Duration busy, DatabaseConnector connector) {
        config.setDataSource(connector);
        config.setConnectionTimeout(busy.toMillis());
        config.setValidationTimeout(LOOK_MILLIS);
        if (connector.isH2()) {
            // The driver takes a connection for good whose database has closed itself.
            config.setConnectionTestQuery("select 1");
        }
        config.setExceptionOverride(new Eviction());
        DatabasePool opened = new DatabasePool(new HikariDataSource(config), busy, connector);
        connector.persist();
        return opened;
    }

    /** Which connections the pool gives up, beside those that it knows itself. */
    private static final class Eviction implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException thrown) {
            return BrokenConnections.isBroken(thrown)
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    /** Has the pool count what it does. */
    DatabasePool measured(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
        return this;
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariPool connections = (HikariPool) pool.getHikariPoolMXBean();
        long begun = System.nanoTime();
        while (!pool.isClosed()) {
            try {
                return connections.getConnection(waiting(begun));
            } catch (SQLTransientConnectionException none) {
                SQLException failure = connector.failure();
                if (failure != null) {
                    throw new SQLTransientConnectionException("the database is away", failure.getSQLState(), failure);
                }
                if (System.nanoTime() - begun >= busyNanos) {
                    throw none;
                }
            }
        }
        throw new SQLException("the pool is closed", "08003");
    }

    /** Until the next look, or until it is time to give up. */
    private long waiting(long begun) {
        long look = connector.failure() == null ? LOOK_MILLIS : AWAY_MILLIS;
        long left = TimeUnit.NANOSECONDS.toMillis(begun + busyNanos - System.nanoTime()) + 1;
        return Math.min(look, Math.max(1, left));
    }

    /** Whether the database answers a query. */
    boolean answers() {
        boolean answers = answered();
        if (answered && !answers) {
            LOG.log(System.Logger.Level.WARNING, "ready=false: the database does not answer");
        }
        answered = answers;
        return answers;
    }

    private boolean answered() {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_SECONDS);
            return statement.executeQuery("select 1").next();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has one account");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has its own time-outs");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(DatabasePool.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }

    @Override
    public void close() {
        pool.close();
    }
}
