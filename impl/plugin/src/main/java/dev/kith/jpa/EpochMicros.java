package dev.kith.jpa;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as they are stored in the tables: microseconds since 1970, which every database stores alike. */
final class EpochMicros {
    private EpochMicros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static @Nullable Long ofNullable(@Nullable Instant time) {
        return time == null ? null : of(time);
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static @Nullable Instant timeOrNull(@Nullable Long micros) {
        return micros == null ? null : time(micros);
    }
}
