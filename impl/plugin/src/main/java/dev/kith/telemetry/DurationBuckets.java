package dev.kith.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** The limits of the buckets in which durations are counted, wherever they are counted. */
final class DurationBuckets {
    /** In seconds. */
    static final List<Double> SECONDS = DoubleStream.of(
                    0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
            .boxed()
            .toList();

    private static final double NANOS = 1e9;

    private DurationBuckets() {}

    static Duration[] durations() {
        return SECONDS.stream()
                .map(seconds -> Duration.ofNanos(Math.round(seconds * NANOS)))
                .toArray(Duration[]::new);
    }
}
