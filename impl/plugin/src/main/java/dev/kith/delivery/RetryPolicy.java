package dev.kith.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long delivery waits and how often it retries.
 *
 * @param timeout how long a notifier may work on one message
 * @param lease how long a message belongs to a worker; longer than the time-out, or two workers would send the same message
 * @param attempts how many times a message is tried
 * @param firstPause about how long to wait after the first attempt; each further pause is twice as long
 * @param longestPause how long to wait at most
 * @param events how many events may be in delivery at the same time; fewer than the threads that work, so that one is left for
 *     people whatever listeners do
 * @param keep how long closed messages are kept for operators to inspect
 */
public record RetryPolicy(
        Duration timeout,
        Duration lease,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        int events,
        Duration keep) {

    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST_REQUESTED_DELAY = Duration.ofDays(1);

    /** The defaults: ten attempts within half an hour. */
    public static final RetryPolicy DEFAULTS = new RetryPolicy(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            10,
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            1,
            Duration.ofDays(7));

    /** Refuses values with which nothing could be delivered, or a message would be sent by two workers at the same time. */
    public RetryPolicy {
        require(timeout.compareTo(Duration.ZERO) > 0, "the time-out of a delivery must be longer than zero");
        require(
                lease.compareTo(timeout) > 0,
                "the lease of a message must be longer than the time-out of its delivery");
        require(attempts > 0, "a message must be tried at least once");
        require(firstPause.compareTo(Duration.ZERO) > 0, "the pause before a second attempt must be longer than zero");
        require(longestPause.compareTo(firstPause) >= 0, "the longest pause must not be shorter than the first");
        require(
                longestPause.compareTo(LONGEST_REQUESTED_DELAY) <= 0,
                "the longest pause must not be longer than a day");
        require(events > 0, "at least one event at a time must be allowed");
        require(!keep.isNegative(), "closed messages cannot be kept for a negative time");
    }

    /**
     * Returns when to try again. The pause doubles with every attempt and is shortened by a random share of up to one half, so
     * that messages that failed together do not come back together.
     *
     * @param attempt the attempt that failed, from 1
     * @param requested how long the notifier asked to wait at least
     * @param now the current time
     * @param random decides the share
     * @return the time
     */
    Instant retry(int attempt, Duration requested, Instant now, RandomGenerator random) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        long whole = shorter(doubled, longestPause).toNanos();
        Duration pause = Duration.ofNanos(whole - random.nextLong(whole / 2 + 1));
        Duration delay = shorter(requested, LONGEST_REQUESTED_DELAY);
        return now.plus(delay.compareTo(pause) > 0 ? delay : pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void require(boolean fulfilled, String sentence) {
        if (!fulfilled) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
