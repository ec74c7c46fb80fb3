package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool in front of a database that goes away and comes back; the pool waits before it gives up. */
class GuardedDataSourceTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch patience = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean away = true;
    private volatile boolean waits;
    private final GuardedDataSource guarded = new GuardedDataSource((DataSource) Proxy.newProxyInstance(
            GuardedDataSourceTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, with) -> {
                assertThat(method.getName()).isEqualTo("getConnection");
                return connection();
            }));

    private Connection connection() throws SQLException, InterruptedException {
        asked.incrementAndGet();
        if (waits) {
            patience.await();
        }
        if (away) {
            throw new SQLException("In-use connections equal max-pool-size");
        }
        return DriverManager.getConnection("jdbc:h2:mem:guarded");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void no_connection_is_said_by_type_and_state_whatever_the_pool_says() {
        assertThatThrownBy(guarded::getConnection)
                .isInstanceOfSatisfying(
                        SQLTransientConnectionException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("08001"));
    }

    @Test
    void while_one_caller_tries_a_database_that_is_away_nobody_else_waits() throws Exception {
        assertThatThrownBy(guarded::getConnection).isInstanceOf(SQLException.class);
        waits = true;
        Future<Connection> trying = threads.submit(() -> guarded.getConnection());
        while (asked.get() < 2) {
            Thread.onSpinWait();
        }

        for (int caller = 0; caller < 10; caller++) {
            assertThatThrownBy(guarded::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        }
        assertThat(asked).hasValue(2);

        away = false;
        patience.countDown();
        trying.get().close();
        guarded.getConnection().close();
        guarded.getConnection().close();
        assertThat(asked).hasValue(4);
    }
}
