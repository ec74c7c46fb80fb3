package dev.kith.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final OutageLog log = new OutageLog(now::get);
    private final Logger logger = Logger.getLogger(OutageLog.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            lines.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void there_is_one_line_for_each_kind_and_minute_however_many_calls_fail() {
        for (int call = 0; call < 1_000; call++) {
            log.failed(Outage.NO_CONNECTION, new SQLException("mini@mouse.com", "08001"));
            log.failed(Outage.CONNECTION_LOST, new SQLException("mini@mouse.com", "08006"));
        }
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("mouse"));
        assertThat(lines.get(0)).contains("kind=no-connection sqlstate=08001 code=0 failures=1:");

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        log.failed(Outage.NO_CONNECTION, new SQLException("x", "08001"));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).contains("failures=1000:");
    }

    @Test
    void the_end_is_said_once() {
        log.succeeded();
        log.failed(Outage.NO_CONNECTION, new SQLException("x", "08001"));
        log.succeeded();
        log.succeeded();

        assertThat(lines).hasSize(2).last().isEqualTo("outcome=database-available");
    }

    @Test
    void prepared_statements_that_are_gone_come_with_their_remedy() {
        log.failed(Outage.NOT_PREPARED, new SQLException("prepared statement \"S_1\" does not exist", "26000"));

        assertThat(lines).singleElement().asString().contains("prepareThreshold=0");
    }
}
