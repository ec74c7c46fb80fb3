package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.MovableClock;
import dev.kith.delivery.FailureLog.Failing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which failures are worth a line. */
class FailureLogTest {
    private final MovableClock clock = new MovableClock(Scene.START);
    private final FailureLog log = new FailureLog(clock);

    @Test
    void the_first_failure_for_each_reason_is_worth_a_line() {
        assertThat(log.failed("authentication")).isEqualTo(1);
        assertThat(log.failed("connection")).isEqualTo(1);
        assertThat(log.failed("authentication")).isZero();
        assertThat(log.failed("connection")).isZero();
    }

    @Test
    void the_same_reason_is_not_worth_a_second_line_within_a_minute() {
        log.failed("authentication");
        clock.forward(FailureLog.SHORTEST.minusMillis(1));

        assertThat(log.failed("authentication")).isZero();
        clock.forward(Duration.ofMillis(1));
        assertThat(log.failed("authentication")).isEqualTo(2);
    }

    @Test
    void what_lasts_is_worth_a_line_after_ever_longer_pauses_of_an_hour_at_most_and_every_failure_is_counted_once() {
        List<Long> minutes = new ArrayList<>();
        long counted = 0;
        for (long minute = 0; minute <= 300; minute++) {
            long failures = log.failed("connection");
            if (failures > 0) {
                minutes.add(minute);
            }
            counted += failures;
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(minutes).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
        assertThat(counted).isEqualTo(244);
        assertThat(log.now()).isEqualTo(new Failing("connection", Scene.START, 301));
    }

    @Test
    void a_recovery_is_worth_a_line_once_and_tells_how_long_it_was_and_how_often() {
        assertThat(log.succeeded()).isNull();
        log.failed("connection");
        log.failed("connection");
        clock.forward(Duration.ofMinutes(5));

        assertThat(log.succeeded()).isEqualTo(new Failing("connection", Scene.START, 2));
        assertThat(log.succeeded()).isNull();
        assertThat(log.now()).isNull();
    }

    @Test
    void what_fails_and_works_by_turns_is_worth_two_lines_a_minute_and_no_more() {
        int lines = 0;
        for (int second = 0; second < 600; second++) {
            lines += log.failed("smtp-450") > 0 ? 1 : 0;
            lines += log.succeeded() == null ? 0 : 1;
            clock.forward(Duration.ofSeconds(1));
        }

        assertThat(lines).isEqualTo(20);
    }

    @Test
    void after_a_recovery_a_failure_is_news_again_however_long_the_pauses_were() {
        for (int minute = 0; minute < 120; minute++) {
            log.failed("connection");
            clock.forward(Duration.ofMinutes(1));
        }
        log.succeeded();
        clock.forward(Duration.ofMinutes(2));

        assertThat(log.failed("connection")).isEqualTo(1);
    }

    @Test
    void a_plugin_that_gives_ever_new_reasons_does_not_fill_the_log() {
        int lines = 0;
        for (int request = 0; request < 10_000; request++) {
            lines += log.failed("request " + request) > 0 ? 1 : 0;
        }

        assertThat(lines).isEqualTo(FailureLog.MOST_REASONS + 1);
        assertThat(log.now()).isEqualTo(new Failing("request 9999", Scene.START, 10_000));
    }

    @Test
    void a_clock_that_is_put_back_silences_nothing() {
        log.failed("connection");
        clock.forward(Duration.ofDays(-1));

        assertThat(log.failed("connection")).isEqualTo(1);
    }
}
