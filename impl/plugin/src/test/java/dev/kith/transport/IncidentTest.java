package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.UserAccounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class IncidentTest {
    @Test
    void the_answer_and_the_log_share_an_id_and_nothing_that_the_exception_quotes() {
        Exception failure = new IllegalStateException(
                "insert into kith_user values ('mini@mouse.com')", new IllegalArgumentException("A1B2C3"));

        List<String> logged = new ArrayList<>();
        ErrorResponse answer = logging(logged, () -> Incident.report("PATCH_USER", failure));

        assertThat(answer.status()).isEqualTo(GrpcStatus.INTERNAL);
        assertThat(answer.message()).matches("internal error, incident [0-9a-f-]{36}");
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0))
                .contains(answer.message().substring("internal error, incident ".length()))
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException", "IncidentTest")
                .doesNotContain("mini@mouse.com", "A1B2C3", "insert into");
    }

    @Test
    void what_is_away_is_no_incident_whoever_has_wrapped_it() {
        Exception failure = new IllegalStateException(new UserAccounts.Unavailable("x", new SQLException("select 1")));

        List<String> logged = new ArrayList<>();
        ErrorResponse answer = logging(logged, () -> Incident.report("PATCH_USER", failure));

        assertThat(answer.status()).isEqualTo(GrpcStatus.UNAVAILABLE);
        assertThat(answer.http()).isEqualTo(503);
        assertThat(answer.message()).isEqualTo("The service is not available at the moment (KITH-UNAVAILABLE)");
        assertThat(answer.retryDelay()).contains(Duration.ofSeconds(1));
        assertThat(logged).isEmpty();
    }

    private static ErrorResponse logging(List<String> lines, java.util.function.Supplier<ErrorResponse> call) {
        Logger logger = Logger.getLogger(Incident.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                lines.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            return call.get();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }
}
