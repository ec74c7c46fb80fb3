package dev.kith;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Cause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivery in numbers, for monitoring. Nothing in it is personal.
 *
 * @param backlog what waits and what was given up on all nodes together, {@code null} while the database does not answer
 * @param delivered how many messages this process has handed over
 * @param notNeeded how many messages this process has found not to be needed any more
 * @param postponed how many tries of this process failed that are to be repeated
 * @param dead how many messages this process has given up, for each cause
 * @param at the time of all this
 */
public record DeliveryStatistics(
        @Nullable Backlog backlog, long delivered, long notNeeded, long postponed, Map<Cause, Long> dead, Instant at) {
    /** Copies the map. */
    public DeliveryStatistics {
        dead = Map.copyOf(dead);
    }
}
