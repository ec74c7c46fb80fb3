package dev.kith.standalone;

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
