package dev.kith.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageKindTest {
    @ParameterizedTest
    @CsvSource({
        "08001, 0, NO_CONNECTION",
        "57P03, 0, NO_CONNECTION",
        "53300, 0, NO_CONNECTION",
        "08003, 0, CONNECTION_LOST",
        "08006, 0, CONNECTION_LOST",
        "57P01, 0, CONNECTION_LOST",
        "57P02, 0, CONNECTION_LOST",
        "08S01, 1053, CONNECTION_LOST",
        "70100, 1927, CONNECTION_LOST",
        "90098, 90098, CONNECTION_LOST",
        "25006, 0, READ_ONLY",
        "HY000, 1290, READ_ONLY",
        "26000, 0, NOT_PREPARED",
        "53100, 0, DISK_FULL",
        "HY000, 1021, DISK_FULL"
    })
    void an_outage_is_known_by_what_the_driver_says(String state, int code, Outage kind) {
        SQLException said = new SQLException("select 'mini@mouse.com'", state, code);

        assertThat(Outage.of(new PersistenceException(said))).contains(kind);
    }

    @Test
    void a_pool_without_a_connection_is_an_outage_whatever_the_driver_said_to_it() {
        SQLException driver = new SQLNonTransientConnectionException("Socket fail to connect", "08000");

        assertThat(Outage.of(new SQLTransientConnectionException("pool", "08000", driver)))
                .contains(Outage.NO_CONNECTION);
        assertThat(Outage.of(new SQLException("Acquisition timeout", new TimeoutException())))
                .contains(Outage.NO_CONNECTION);
    }

    @Test
    void a_full_disk_is_known_by_the_cause_of_what_the_database_says() {
        SQLException general =
                new SQLException("General error", "HY000", 50000, new IOException("No space left on device"));

        assertThat(Outage.of(new PersistenceException(general))).contains(Outage.DISK_FULL);
    }

    @Test
    void other_failures_are_no_outage() {
        assertThat(Outage.of(new SQLSyntaxErrorException("no such table", "42P01")))
                .isEmpty();
        assertThat(Outage.of(new SQLIntegrityConstraintViolationException("taken", "23505")))
                .isEmpty();
        assertThat(Outage.of(new SQLException("deadlock", "40001"))).isEmpty();
        assertThat(Outage.of(new SQLException("of another vendor", "72000", 1053)))
                .isEmpty();
        assertThat(Outage.of(new IllegalStateException(new IOException("No space left on device"))))
                .isEmpty();
        assertThat(Outage.of(new IllegalStateException(new TimeoutException()))).isEmpty();
    }

    @Test
    void circles_of_causes_are_no_trap() {
        SQLException one = new SQLException("one");
        SQLException two = new SQLException("two", one);
        one.initCause(two);

        assertThat(Outage.of(one)).isEmpty();
    }
}
