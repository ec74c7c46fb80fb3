package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.Load.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    @Test
    void a_number_of_requests_is_sent_once_each_and_wrong_answers_are_counted() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        Outcome outcome = Load.times(connection -> () -> calls.incrementAndGet() % 10 != 0, 4, 100);

        assertThat(calls).hasValue(100);
        assertThat(outcome.micros().getTotalCount()).isEqualTo(100);
        assertThat(outcome.failed()).isEqualTo(10);
        assertThat(outcome.bySecond().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(100);
    }

    @Test
    void the_moments_of_an_open_loop_ascend_and_are_as_many_as_wanted_on_average() {
        long[] moments = Load.moments(1000, Duration.ofSeconds(20), new Random(1));

        assertThat(moments).isSorted();
        assertThat(moments.length).isBetween(19_000, 21_000);
        assertThat(Arrays.stream(moments).max().orElseThrow())
                .isLessThanOrEqualTo(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void an_open_loop_sends_a_request_for_each_moment() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        Outcome outcome = Load.open(connection -> () -> calls.incrementAndGet() > 0, 2, 5_000, Duration.ofMillis(100));

        assertThat(calls).hasValue(Load.moments(5_000, Duration.ofMillis(100), new Random(17)).length);
        assertThat(outcome.failed()).isZero();
    }
}
