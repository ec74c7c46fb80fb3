package dev.kith.transport;

import dev.kith.api.Caller;
import dev.kith.transport.ErrorResponse.Detail;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many requests each caller may make in a minute, on this node: so many at once after a pause, and evenly from then on (the
 * generic cell rate algorithm). What is refused does not count. Of very many callers, the one that has been silent for longest is
 * forgotten. Safe for several threads.
 */
public final class RequestRate {
    /** No limit. */
    public static final RequestRate UNLIMITED = new RequestRate(0, System::nanoTime);

    static final int MOST_CALLERS = 10_000;

    private static final int LONGEST = 200;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final ErrorResponse REFUSED =
            ErrorResponse.domain(GrpcStatus.RESOURCE_EXHAUSTED, "KITH-REQUEST-RATE", "Too many requests");

    private final int perMinute;
    private final LongSupplier nanos;
    private final long start;

    /** When the requests of each caller that were admitted would have come if they had come evenly; after the start. */
    private final Map<String, Long> due = new LinkedHashMap<>(16, 0.75f, true);

    private long refused;

    /**
     * A limit.
     *
     * @param perMinute how many requests of a caller are admitted in a minute; 0 for no limit
     * @param nanos the time in nanoseconds, since any moment
     */
    public RequestRate(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /**
     * Counts a request of a caller.
     *
     * @param caller who calls
     * @return the refusal, which says when to come again; empty if the request is admitted
     */
    public Optional<ErrorResponse> count(Caller caller) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        long wait = pause(key(caller.subject()));
        return wait <= 0 ? Optional.empty() : Optional.of(REFUSED.with(new Detail.RetryInfo(Duration.ofNanos(wait))));
    }

    private synchronized long pause(String key) {
        long now = nanos.getAsLong() - start;
        long interval = MINUTE / perMinute;
        long next = Math.max(due.getOrDefault(key, 0L), now);
        long wait = next - now - (MINUTE - interval);
        if (wait > 0) {
            refused++;
            return wait;
        }
        if (due.size() >= MOST_CALLERS && !due.containsKey(key)) {
            due.remove(due.keySet().iterator().next());
        }
        due.put(key, next + interval);
        return 0;
    }

    /** Bounded, as the names of callers are chosen elsewhere. */
    private static String key(String subject) {
        return subject.length() <= LONGEST ? subject : subject.substring(0, LONGEST) + '#' + subject.hashCode();
    }

    /**
     * Returns how many requests were refused.
     *
     * @return the number since the start
     */
    public synchronized long refused() {
        return refused;
    }

    /** How many callers are remembered. */
    synchronized int callers() {
        return due.size();
    }
}
