package dev.kith.telemetry;

import dev.kith.core.Meter;
import dev.kith.core.Meters;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Figures in a meter provider of OpenTelemetry, from creation to close. Must not be loaded where its classes are missing.
 *
 * <p>A unit is no part of a name there, but stands beside it; an exporter for Prometheus puts it back, so that the names in
 * Prometheus are the same whichever way the figures go.
 */
public final class OpenTelemetryMeters implements Meters, AutoCloseable {
    private static final double NANOS = 1e9;
    private static final String SECONDS = ".seconds";
    private static final String BYTES = ".bytes";

    private final TelemetryFaults faults = new TelemetryFaults(HostOpenTelemetry.NAME);
    private final io.opentelemetry.api.metrics.Meter source;
    private final Attributes common;
    private final ConcurrentMap<MeterKey, Attributes> attributes = new ConcurrentHashMap<>();
    private final ConcurrentMap<Meter, LongCounter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<Meter, DoubleHistogram> timers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Meter, ReadMeter<LongSupplier>> counted = new ConcurrentHashMap<>();
    private final ConcurrentMap<Meter, ReadMeter<DoubleSupplier>> gauges = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Figures in a meter provider.
     *
     * @param provider the provider; stays open
     * @param common what tells these figures from those of others in the provider
     */
    public OpenTelemetryMeters(MeterProvider provider, Attributes common) {
        this.source = provider.get(HostOpenTelemetry.SCOPE);
        this.common = common;
    }

    /** One value that is read whenever the figures are. */
    private record ReadValue<T>(T value, Attributes attributes) {}

    /** An instrument that is read, with a value for each of its label sets. */
    private static final class ReadMeter<T> {
        private final List<ReadValue<T>> values = new CopyOnWriteArrayList<>();
        private final AutoCloseable instrument;

        ReadMeter(InstrumentRegistration<T> registration) {
            this.instrument = registration.of(values);
        }
    }

    /** Registers an instrument that reads these values. */
    private interface InstrumentRegistration<T> {
        AutoCloseable of(List<ReadValue<T>> values);
    }

    @Override
    public void count(Meter meter, String... labels) {
        if (!closed) {
            faults.contain(
                    meter.dottedName(),
                    () -> counters.computeIfAbsent(meter, this::counter).add(1, attributes(meter, List.of(labels))));
        }
    }

    @Override
    public void time(Meter meter, long nanos, String... labels) {
        if (!closed) {
            faults.contain(
                    meter.dottedName(),
                    () -> timers.computeIfAbsent(meter, this::timer)
                            .record(nanos / NANOS, attributes(meter, List.of(labels))));
        }
    }

    @Override
    public void counted(Meter meter, LongSupplier count, String... labels) {
        faults.contain(
                meter.dottedName(),
                () -> counted.computeIfAbsent(meter, one -> new ReadMeter<>(values -> read(one, values)))
                        .values
                        .add(new ReadValue<>(count, attributes(meter, List.of(labels)))));
    }

    @Override
    public void gauge(Meter meter, DoubleSupplier value, String... labels) {
        faults.contain(
                meter.dottedName(),
                () -> gauges.computeIfAbsent(meter, one -> new ReadMeter<>(values -> told(one, values)))
                        .values
                        .add(new ReadValue<>(value, attributes(meter, List.of(labels)))));
    }

    private LongCounter counter(Meter meter) {
        return source.counterBuilder(name(meter)).setDescription(meter.help()).build();
    }

    private DoubleHistogram timer(Meter meter) {
        return bucketed(source.histogramBuilder(name(meter))
                        .setDescription(meter.help())
                        .setUnit(unit(meter)))
                .build();
    }

    /** Buckets can be named since version 1.32 of the API; with an earlier one those of the host hold. */
    private static DoubleHistogramBuilder bucketed(DoubleHistogramBuilder histogram) {
        try {
            return histogram.setExplicitBucketBoundariesAdvice(DurationBuckets.SECONDS);
        } catch (LinkageError earlier) {
            return histogram;
        }
    }

    private AutoCloseable read(Meter meter, List<ReadValue<LongSupplier>> values) {
        return source.counterBuilder(name(meter))
                .setDescription(meter.help())
                .buildWithCallback(measurement -> values.forEach(one -> faults.contain(
                        meter.dottedName(), () -> measurement.record(one.value().getAsLong(), one.attributes()))));
    }

    /** What is unknown is left out. */
    private AutoCloseable told(Meter meter, List<ReadValue<DoubleSupplier>> values) {
        return source.gaugeBuilder(name(meter))
                .setDescription(meter.help())
                .setUnit(unit(meter))
                .buildWithCallback(measurement -> values.forEach(one -> faults.contain(meter.dottedName(), () -> {
                    double value = one.value().getAsDouble();
                    if (!Double.isNaN(value)) {
                        measurement.record(value, one.attributes());
                    }
                })));
    }

    /** The name without its unit. */
    static String name(Meter meter) {
        String name = meter.dottedName();
        if (name.endsWith(SECONDS)) {
            return name.substring(0, name.length() - SECONDS.length());
        }
        return name.endsWith(BYTES) ? name.substring(0, name.length() - BYTES.length()) : name;
    }

    /** The unit in the notation of UCUM; empty for a number of things. */
    static String unit(Meter meter) {
        if (meter.kind() == Meter.MeterKind.TIMER || meter.dottedName().endsWith(SECONDS)) {
            return "s";
        }
        return meter.dottedName().endsWith(BYTES) ? "By" : "";
    }

    private Attributes attributes(Meter meter, List<String> labels) {
        return attributes.computeIfAbsent(new MeterKey(meter, labels), this::newAttributes);
    }

    private Attributes newAttributes(MeterKey key) {
        AttributesBuilder all = common.toBuilder();
        List<String> names = key.meter().labels();
        for (int i = 0; i < names.size(); i++) {
            all.put(AttributeKey.stringKey(names.get(i)), key.labels().get(i));
        }
        return all.build();
    }

    /** Has the provider, which may live longer than what the figures are about, read no more. */
    @Override
    public void close() {
        closed = true;
        counted.forEach((meter, one) -> end(meter, one.instrument));
        gauges.forEach((meter, one) -> end(meter, one.instrument));
        counted.clear();
        gauges.clear();
    }

    private void end(Meter meter, AutoCloseable instrument) {
        faults.contain(meter.dottedName(), () -> {
            try {
                instrument.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
