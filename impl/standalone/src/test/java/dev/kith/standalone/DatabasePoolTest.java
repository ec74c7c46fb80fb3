package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePoolTest {
    private static final Duration BUSY = Duration.ofMillis(250);

    @Test
    void who_waits_too_long_for_a_busy_database_is_told_to_come_again() throws SQLException {
        try (DatabasePool pool = poolOfOne()) {
            try (Connection only = pool.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThatExceptionOfType(SQLTransientConnectionException.class)
                        .isThrownBy(pool::getConnection)
                        .withMessageNotContaining("away");
            }
            try (Connection again = pool.getConnection()) {
                assertThat(again.isValid(1)).isTrue();
            }
        }
    }

    private static DatabasePool poolOfOne() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(1);
        Properties account = new Properties();
        account.setProperty("user", "kith");
        return DatabasePool.open(
                config,
                BUSY,
                new DatabaseConnector("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", account));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 10", "4, 16", "8, 32", "64, 50"})
    void there_are_more_connections_where_there_are_more_processors(int processors, int connections) {
        assertThat(Database.connections(processors)).isEqualTo(connections);
    }
}
