package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void ids_are_decimal_and_rise_even_while_the_clock_stands_still() {
        IdGenerator ids = new IdGenerator(NOON, new Random(1));
        long[] drawn =
                LongStream.range(0, 1_000).map(i -> Long.parseLong(ids.next())).toArray();
        assertThat(drawn).isSorted();
        assertThat(LongStream.of(drawn).distinct().count()).isEqualTo(1_000);
        assertThat(drawn[0]).isPositive();
    }

    @Test
    void later_ids_are_greater() {
        IdGenerator early = new IdGenerator(NOON, new Random(1));
        IdGenerator late = new IdGenerator(Clock.offset(NOON, java.time.Duration.ofMillis(1)), new Random(2));
        assertThat(Long.parseLong(late.next())).isGreaterThan(Long.parseLong(early.next()));
    }

    @Test
    void parallel_draws_of_one_node_never_meet() {
        IdGenerator ids = new IdGenerator(NOON, new Random(1));
        Set<String> drawn = Stream.generate(ids::next).parallel().limit(10_000).collect(Collectors.toSet());
        assertThat(drawn).hasSize(10_000);
    }
}
