package dev.kith.boot;

import static dev.kith.core.Meter.word;

import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.Operation;
import dev.kith.boot.DeliveryMetrics.CountedBacklog;
import dev.kith.core.Meter;
import dev.kith.core.Meters;
import dev.kith.delivery.CountingOutbox.Counts;
import dev.kith.transport.RequestAdmission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Has figures read that the parts of a running Kith keep anyway. */
record KeptFigures(Meters meters, Clock clock) {
    void delivery(DeliveryMetrics metrics, Supplier<Counts> counts, List<Carrier> carriers) {
        tries("delivered", () -> counts.get().delivered());
        tries("not-needed", () -> counts.get().notNeeded());
        tries("postponed", () -> counts.get().postponed());
        tries(
                "dead",
                () -> counts.get().dead().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        for (Cause cause : Cause.values()) {
            meters.counted(Meter.DEAD, () -> counts.get().dead().getOrDefault(cause, 0L), cause.word());
        }
        for (Carrier carrier : carriers) {
            meters.gauge(
                    Meter.CARRIER_FAILING,
                    () -> fails(metrics, carrier) ? 1 : 0,
                    carrier.role().word(),
                    carrier.name());
        }
        for (DeliveryAdmin.Kind kind : DeliveryAdmin.Kind.values()) {
            depth(metrics, Meter.MESSAGES_WAITING, kind, Depth::waiting);
            depth(metrics, Meter.MESSAGES_ON_THE_WAY, kind, Depth::onTheirWay);
            depth(metrics, Meter.MESSAGES_DEAD, kind, Depth::dead);
            depth(metrics, Meter.MESSAGES_HELD, kind, Depth::held);
        }
        backlog(metrics, Meter.MESSAGES_OLDEST, count -> count.backlog().oldest());
        backlog(metrics, Meter.MESSAGES_AGE, CountedBacklog::counted);
    }

    void calls(LongSupplier contended, Supplier<Map<Operation, Long>> refusals, RequestAdmission admission) {
        meters.counted(Meter.TRANSACTIONS_CONTENDED, contended);
        for (Operation operation : Operation.values()) {
            meters.counted(
                    Meter.PERMISSION_REFUSALS, () -> refusals.get().getOrDefault(operation, 0L), word(operation));
        }
        meters.counted(Meter.REQUESTS_LIMITED, admission.rate()::refused);
        meters.gauge(Meter.BODIES_BYTES, admission.bodies()::bytes);
        meters.counted(Meter.BODIES_REFUSED, admission.bodies()::withoutRoom, "full");
        meters.counted(Meter.BODIES_REFUSED, admission.bodies()::tooSlow, "late");
    }

    private void tries(String outcome, LongSupplier count) {
        meters.counted(Meter.TRIES, count, outcome);
    }

    private static boolean fails(DeliveryMetrics metrics, Carrier carrier) {
        return metrics.carriers().stream()
                .anyMatch(now ->
                        now.role() == carrier.role() && now.name().equals(carrier.name()) && now.trouble() != null);
    }

    private void depth(DeliveryMetrics metrics, Meter meter, DeliveryAdmin.Kind kind, ToLongFunction<Depth> part) {
        meters.gauge(
                meter,
                () -> {
                    CountedBacklog count = metrics.latest(clock.instant());
                    return count == null ? Double.NaN : of(count.backlog(), kind, part);
                },
                word(kind));
    }

    private static long of(Backlog backlog, DeliveryAdmin.Kind kind, ToLongFunction<Depth> part) {
        return backlog.depths().stream()
                .filter(depth -> depth.kind() == kind)
                .mapToLong(part)
                .sum();
    }

    /** How many seconds ago something was; 0 where it has not been. */
    private void backlog(DeliveryMetrics metrics, Meter meter, Function<CountedBacklog, @Nullable Instant> time) {
        meters.gauge(meter, () -> {
            Instant now = clock.instant();
            CountedBacklog count = metrics.latest(now);
            if (count == null) {
                return Double.NaN;
            }
            Instant then = time.apply(count);
            return then == null ? 0 : Math.max(0, Duration.between(then, now).toSeconds());
        });
    }
}
