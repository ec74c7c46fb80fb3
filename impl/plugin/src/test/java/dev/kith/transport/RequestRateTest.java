package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final Caller ANN = Caller.of("ann", Set.of());
    private static final Caller BOB = Caller.of("bob", Set.of());

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final RequestRate rate = new RequestRate(6, nanos::get);

    @Test
    void so_many_are_admitted_at_once_and_the_next_is_refused_with_the_time_to_wait() {
        for (int i = 0; i < 6; i++) {
            assertThat(rate.count(ANN)).isEmpty();
        }

        ErrorResponse refused = rate.count(ANN).orElseThrow();

        assertThat(refused.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
        assertThat(refused.http()).isEqualTo(429);
        assertThat(refused.message()).isEqualTo("Too many requests (KITH-REQUEST-RATE)");
        assertThat(refused.retryDelay()).contains(Duration.ofSeconds(10));
        assertThat(rate.refused()).isEqualTo(1);
    }

    @Test
    void from_then_on_they_are_admitted_evenly_and_what_was_refused_does_not_count() {
        for (int i = 0; i < 6; i++) {
            rate.count(ANN);
        }
        for (int i = 0; i < 100; i++) {
            rate.count(ANN);
        }

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(rate.count(ANN)).isEmpty();
        assertThat(rate.count(ANN)).isPresent();
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(rate.count(ANN).orElseThrow().retryDelay()).contains(Duration.ofSeconds(6));
    }

    @Test
    void one_caller_takes_nothing_from_another() {
        for (int i = 0; i < 7; i++) {
            rate.count(ANN);
        }

        assertThat(rate.count(BOB)).isEmpty();
    }

    @Test
    void long_names_that_begin_alike_are_two_callers() {
        Caller one = Caller.of("x".repeat(300) + "1", Set.of());
        Caller two = Caller.of("x".repeat(300) + "2", Set.of());
        for (int i = 0; i < 7; i++) {
            rate.count(one);
        }

        assertThat(rate.count(one)).isPresent();
        assertThat(rate.count(two)).isEmpty();
    }

    @Test
    void of_very_many_callers_the_one_that_was_silent_for_longest_is_forgotten() {
        for (int i = 0; i < 7; i++) {
            rate.count(ANN);
        }
        for (int i = 0; i < RequestRate.MOST_CALLERS + 5; i++) {
            rate.count(Caller.of("caller" + i, Set.of()));
            assertThat(rate.count(ANN)).isPresent();
        }

        assertThat(rate.callers()).isEqualTo(RequestRate.MOST_CALLERS);
    }

    @Test
    void without_a_limit_nobody_is_remembered() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(RequestRate.UNLIMITED.count(ANN)).isEmpty();
        }

        assertThat(RequestRate.UNLIMITED.callers()).isZero();
    }
}
