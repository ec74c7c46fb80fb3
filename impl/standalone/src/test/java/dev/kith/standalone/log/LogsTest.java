package dev.kith.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.util.HostPort;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsTest {
    private final Logger root = Logger.getLogger("");
    private final List<Handler> before = List.of(root.getHandlers());
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void set() {
        Logs.set();
        root.addHandler(recorder);
    }

    @AfterEach
    void restore() {
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        before.forEach(root::addHandler);
    }

    @Test
    void keys_of_rows_that_the_persistence_provider_quotes_are_not_logged() {
        SQLException lostRace =
                new SQLException("Detail: Key (instance_id, id)=(default, mia) already exists.", "23505");

        new SqlExceptionHelper(true).logExceptions(lostRace, "could not execute statement");

        assertThat(recorder.records).isEmpty();
    }

    @Test
    void requests_that_the_web_server_quotes_are_not_logged() {
        HostPort.unsafe("/ui/login/mail/verification?code=J60MGL");

        assertThat(recorder.records).isEmpty();
    }

    @Test
    void what_happens_to_kith_is_logged() {
        System.getLogger("dev.kith.Something").log(System.Logger.Level.INFO, "it happened");

        assertThat(recorder.records).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 1", "WARNING, 2", "INFO, 3", "DEBUG, 4", "TRACE, 5"})
    void the_setting_decides_what_of_kith_is_logged(LogLevel level, int lines) {
        Logs.set(level, LogFormat.TEXT);
        try {
            System.Logger logger = System.getLogger("dev.kith.Something");
            for (System.Logger.Level each : List.of(
                    System.Logger.Level.ERROR,
                    System.Logger.Level.WARNING,
                    System.Logger.Level.INFO,
                    System.Logger.Level.DEBUG,
                    System.Logger.Level.TRACE)) {
                logger.log(each, "it happened");
            }
            System.getLogger("org.example.Library").log(System.Logger.Level.DEBUG, "on the wire: J60MGL");
            System.getLogger("org.hibernate.Something").log(System.Logger.Level.INFO, "a library is chatty");

            assertThat(recorder.records).hasSize(lines).containsOnly("dev.kith.Something: it happened");
        } finally {
            Logs.set(LogLevel.INFO, LogFormat.TEXT);
        }
    }

    private static final class Recorder extends Handler {
        private final List<String> records = new ArrayList<>();

        @Override
        public void publish(LogRecord event) {
            records.add(event.getLoggerName() + ": " + event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
