package dev.kith.boot;

import dev.kith.DeliveryStatistics;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.delivery.CountingOutbox.Counts;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the metrics; queries the database only once in a while, however often it is read. Thread-safe. */
final class DeliveryMetrics {
    private static final System.Logger LOG = System.getLogger(DeliveryMetrics.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final DeliveryAdmin deliveryAdmin;
    private final Supplier<Counts> counts;
    private final Clock clock;
    private @Nullable Backlog backlog;
    private @Nullable Instant asked;

    DeliveryMetrics(DeliveryAdmin deliveryAdmin, Supplier<Counts> counts, Clock clock) {
        this.deliveryAdmin = deliveryAdmin;
        this.counts = counts;
        this.clock = clock;
    }

    DeliveryStatistics read() {
        Counts now = counts.get();
        return new DeliveryStatistics(
                backlog(clock.instant()),
                now.delivered(),
                now.notNeeded(),
                now.postponed(),
                now.dead(),
                clock.instant());
    }

    private synchronized @Nullable Backlog backlog(Instant now) {
        if (asked == null || now.isBefore(asked) || !now.isBefore(asked.plus(FRESH))) {
            asked = now;
            backlog = ask();
        }
        return backlog;
    }

    private @Nullable Backlog ask() {
        try {
            return deliveryAdmin.backlog();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "figures=none error={0}", e.getClass().getName());
            return null;
        }
    }
}
