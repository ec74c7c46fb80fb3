package dev.kith.telemetry;

import dev.kith.core.Meter;
import dev.kith.core.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Figures in a registry of Micrometer, from creation to close. Must not be loaded where its classes are missing. */
public final class MicrometerMeters implements Meters, AutoCloseable {
    private final TelemetryFaults faults = new TelemetryFaults("Micrometer");
    private final MeterRegistry registry;
    private final List<Tag> common;
    private final ConcurrentMap<MeterKey, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<MeterKey, Timer> timers = new ConcurrentHashMap<>();
    /** The registry alone would let them be forgotten. */
    private final Queue<Object> held = new ConcurrentLinkedQueue<>();

    private final Queue<io.micrometer.core.instrument.Meter> registered = new ConcurrentLinkedQueue<>();

    /**
     * Figures in a registry.
     *
     * @param registry the registry; stays open
     * @param common what tells these figures from those of others in the registry
     */
    public MicrometerMeters(MeterRegistry registry, Tag... common) {
        this.registry = registry;
        this.common = List.of(common);
    }

    private List<Tag> tags(MeterKey key) {
        List<Tag> tags = new ArrayList<>(common);
        for (int i = 0; i < key.labels().size(); i++) {
            tags.add(Tag.of(key.meter().labels().get(i), key.labels().get(i)));
        }
        return tags;
    }

    @Override
    public void count(Meter meter, String... labels) {
        faults.contain(
                meter.dottedName(),
                () -> counters.computeIfAbsent(new MeterKey(meter, List.of(labels)), this::counter)
                        .increment());
    }

    @Override
    public void time(Meter meter, long nanos, String... labels) {
        faults.contain(
                meter.dottedName(),
                () -> timers.computeIfAbsent(new MeterKey(meter, List.of(labels)), this::timer)
                        .record(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void counted(Meter meter, LongSupplier count, String... labels) {
        held.add(count);
        MeterKey key = new MeterKey(meter, List.of(labels));
        faults.contain(
                meter.dottedName(),
                () -> keep(shown(
                                key,
                                FunctionCounter.builder(meter.dottedName(), count, LongSupplier::getAsLong)
                                        .description(meter.help())
                                        .tags(tags(key))
                                        .register(registry))
                        .orElseGet(() -> registry.more()
                                .counter(meter.dottedName(), tags(key), count, LongSupplier::getAsLong))));
    }

    @Override
    public void gauge(Meter meter, DoubleSupplier value, String... labels) {
        Supplier<Number> number = value::getAsDouble;
        MeterKey key = new MeterKey(meter, List.of(labels));
        faults.contain(meter.dottedName(), () -> {
            Optional<Gauge> built = shown(
                    key,
                    Gauge.builder(meter.dottedName(), number)
                            .description(meter.help())
                            .tags(tags(key))
                            .register(registry));
            if (built.isPresent()) {
                keep(built.get());
            } else {
                held.add(registry.gauge(meter.dottedName(), tags(key), value, DoubleSupplier::getAsDouble));
                Optional.ofNullable(search(key).gauge()).ifPresent(this::keep);
            }
        });
    }

    private Counter counter(MeterKey key) {
        return keep(shown(
                        key,
                        Counter.builder(key.meter().dottedName())
                                .description(key.meter().help())
                                .tags(tags(key))
                                .register(registry))
                .orElseGet(() -> registry.counter(key.meter().dottedName(), tags(key))));
    }

    private Timer timer(MeterKey key) {
        return keep(shown(
                        key,
                        Timer.builder(key.meter().dottedName())
                                .description(key.meter().help())
                                .tags(tags(key))
                                .serviceLevelObjectives(DurationBuckets.durations())
                                .register(registry))
                .orElseGet(() -> registry.timer(key.meter().dottedName(), tags(key))));
    }

    /**
     * A meter, if the registry has taken it. That of WildFly passes on what is asked for by name and tags alone, and keeps what
     * a builder has made where nobody sees it.
     */
    private <T> Optional<T> shown(MeterKey key, T built) {
        return search(key).meters().isEmpty() ? Optional.empty() : Optional.of(built);
    }

    private Search search(MeterKey key) {
        return registry.find(key.meter().dottedName()).tags(tags(key));
    }

    private <T extends io.micrometer.core.instrument.Meter> T keep(T meter) {
        registered.add(meter);
        return meter;
    }

    /** Takes the figures out of the registry, which may live longer than what they are about. */
    @Override
    public void close() {
        registered.forEach(registry::remove);
        registered.clear();
        held.clear();
    }
}
