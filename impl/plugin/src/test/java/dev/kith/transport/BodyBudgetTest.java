package dev.kith.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Caller;
import dev.kith.transport.BodyBudget.BodyReading;
import dev.kith.transport.BodyBudget.Busy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final Caller ADA = Caller.of("ada", Set.of());
    private static final Caller BEA = Caller.of("bea", Set.of());

    private final Hand clock = new Hand();
    private final BodyBudget budget = new BodyBudget(4_000, Duration.ofSeconds(30), clock);

    @Test
    void one_caller_has_a_quarter_and_no_more() throws Exception {
        BodyReading first = budget.of(ADA);
        BodyReading second = budget.of(ADA);
        first.charged(bytes(600)).readAllBytes();
        second.charged(bytes(400)).readAllBytes();

        assertThatThrownBy(() -> second.charged(bytes(1)).read()).isInstanceOf(Busy.class);
        assertThat(budget.of(BEA).charged(bytes(1_000)).readAllBytes()).hasSize(1_000);
    }

    @Test
    void all_together_have_no_more_than_there_is() throws Exception {
        for (int i = 0; i < 4; i++) {
            budget.of(Caller.of("c" + i, Set.of())).charged(bytes(1_000)).readAllBytes();
        }

        assertThatThrownBy(() -> budget.of(ADA).charged(bytes(1)).read()).isInstanceOf(Busy.class);
        assertThatThrownBy(() -> budget.ofNobody().charged(bytes(1)).read()).isInstanceOf(Busy.class);
    }

    @Test
    void what_is_answered_is_given_back() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (BodyReading reading = budget.of(ADA)) {
                reading.charged(bytes(1_000)).readAllBytes();
            }
        }
        try (BodyReading refused = budget.of(ADA)) {
            assertThatThrownBy(() -> refused.charged(bytes(5_000)).readAllBytes())
                    .isInstanceOf(Busy.class);
        }

        assertThat(budget.of(ADA).charged(bytes(1_000)).readAllBytes()).hasSize(1_000);
    }

    @Test
    void those_whom_nobody_knows_are_one_caller() throws Exception {
        budget.ofNobody().charged(bytes(1_000)).readAllBytes();

        assertThatThrownBy(() -> budget.ofNobody().charged(bytes(1)).read()).isInstanceOf(Busy.class);
        assertThat(budget.of(ADA).charged(bytes(1_000)).readAllBytes()).hasSize(1_000);
    }

    @Test
    void a_body_that_takes_too_long_is_not_read_further() throws Exception {
        InputStream body = budget.of(ADA).timed(bytes(10));
        clock.now = clock.now.plusSeconds(30);
        assertThat(body.read()).isEqualTo('a');

        clock.now = clock.now.plusMillis(1);

        assertThatThrownBy(body::read).isInstanceOf(Busy.class);
        assertThatThrownBy(() -> body.read(new byte[5])).isInstanceOf(Busy.class);
    }

    @Test
    void a_body_that_the_server_has_given_up_waiting_for_takes_too_long() {
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException();
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                throw new SocketTimeoutException();
            }
        };

        assertThatThrownBy(() -> budget.of(ADA).timed(silent).read()).isInstanceOf(Busy.class);
    }

    @Test
    void the_refusal_says_when_to_come_again() {
        assertThatThrownBy(() -> budget.of(ADA).charged(bytes(5_000)).readAllBytes())
                .isInstanceOfSatisfying(Busy.class, busy -> {
                    assertThat(busy.answer().status()).isEqualTo(GrpcStatus.UNAVAILABLE);
                    assertThat(busy.answer().http()).isEqualTo(503);
                    assertThat(busy.answer().message()).endsWith("(KITH-BUSY)");
                    assertThat(busy.answer().retryDelay()).contains(Duration.ofSeconds(1));
                });
    }

    /** Comes in pieces, as bodies do. */
    private static InputStream bytes(int count) {
        return new ByteArrayInputStream("a".repeat(count).getBytes(US_ASCII)) {
            @Override
            public synchronized byte[] readAllBytes() {
                throw new AssertionError("read past the budget");
            }

            @Override
            public synchronized int read(byte[] buffer, int from, int length) {
                return super.read(buffer, from, Math.min(length, 100));
            }
        };
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
