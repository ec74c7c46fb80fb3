package dev.kith;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of delivery in numbers, for monitoring. Contains no personal data.
 *
 * @param backlog the messages of all nodes that are waiting or were given up, {@code null} while the database does not
 *     answer
 * @param delivered the number of messages that this process has handed over
 * @param notNeeded the number of messages that this process has found to be no longer needed
 * @param postponed the number of this process's attempts that failed and will be repeated
 * @param dead the number of messages that this process has given up, for each cause
 * @param carriers the notifiers, the verification service and the event listeners of this process, and how each fails now if it
 *     does; empty in a process that delivers nothing
 * @param at the time of the statistics
 * @param counted the time when the backlog was counted, {@code null} with the backlog; long ago where there is so much that
 *     counting takes long
 */
public record DeliveryStatistics(
        @Nullable Backlog backlog,
        long delivered,
        long notNeeded,
        long postponed,
        Map<Cause, Long> dead,
        List<Carrier> carriers,
        Instant at,
        @Nullable Instant counted) {
    /** Copies the map and the list. */
    public DeliveryStatistics {
        dead = Map.copyOf(dead);
        carriers = List.copyOf(carriers);
    }
}
