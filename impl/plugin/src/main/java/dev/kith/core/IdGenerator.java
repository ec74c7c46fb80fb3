package dev.kith.core;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids: decimal, 63 bit, in the order of time, unique across nodes without configuration. The upper 42 bits are the
 * milliseconds since 2024, the lower 21 bits are random; within a millisecond ids of one node count on from there.
 */
final class IdGenerator {
    private static final long EPOCH_2024 = 1_704_067_200_000L;
    private static final int RANDOM_BITS = 21;

    private final Clock clock;
    private final RandomGenerator random;
    private long last;

    IdGenerator(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    String next() {
        long fresh = ((clock.millis() - EPOCH_2024) << RANDOM_BITS) | random.nextInt(1 << RANDOM_BITS);
        return Long.toString(ascending(fresh));
    }

    private synchronized long ascending(long fresh) {
        last = Math.max(fresh, last + 1);
        return last;
    }
}
