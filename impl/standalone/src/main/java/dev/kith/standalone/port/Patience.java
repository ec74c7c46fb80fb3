package dev.kith.standalone.port;

import java.time.Duration;

/**
 * How long a client may take for a body or an answer. The time grows with what has been transferred, which is a least data
 * rate that leaves room for a bad start.
 *
 * @param start for the beginning
 * @param bytesPerSecond what has to be transferred in each further second
 * @param most in all
 */
record Patience(Duration start, long bytesPerSecond, Duration most) {

    /** How long it may have taken until {@code bytes} are there, in nanoseconds. */
    long nanos(long bytes) {
        Duration earned = start.plusNanos(Math.multiplyExact(bytes, 1_000_000_000L) / bytesPerSecond);
        return (earned.compareTo(most) < 0 ? earned : most).toNanos();
    }
}
