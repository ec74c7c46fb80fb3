package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Meter;
import dev.kith.core.Meters;
import dev.kith.core.Spans;
import dev.kith.telemetry.HostMeters.HostBeans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which OpenTelemetry of a host has figures and spans, and when. */
class HostOpenTelemetryTest {
    private final String instance = "otel-" + UUID.randomUUID();
    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .setTracerProvider(SdkTracerProvider.builder().build())
            .build();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void forget() {
        Metrics.removeRegistry(registry);
        GlobalOpenTelemetry.resetForTest();
        sdk.close();
    }

    @Test
    void where_nothing_of_it_is_set_up_nothing_is_traced_and_nothing_is_set() {
        assertThat(HostOpenTelemetry.spans(instance, HostBeans.NONE)).isSameAs(Spans.NONE);
        assertThat(HostOpenTelemetry.meters(instance, HostBeans.NONE)).isSameAs(Meters.NONE);
        assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }

    @Test
    void one_that_does_nothing_counts_as_none() {
        HostBeans beans = new Beans(Map.of(OpenTelemetry.class, OpenTelemetry::noop));

        assertThat(HostOpenTelemetry.spans(instance, beans)).isSameAs(Spans.NONE);
        assertThat(HostOpenTelemetry.meters(instance, beans)).isSameAs(Meters.NONE);
    }

    @Test
    void the_global_one_is_taken_where_it_is_set() {
        GlobalOpenTelemetry.set(sdk);

        assertThat(HostOpenTelemetry.spans(instance, HostBeans.NONE).on()).isTrue();
        HostMeters.find(instance, HostBeans.NONE).count(Meter.CODES, "issued");
        assertThat(inOpenTelemetry()).isEqualTo(1);
    }

    @Test
    void one_that_is_a_bean_is_taken_without_the_global_one() {
        HostBeans beans = new Beans(Map.of(OpenTelemetry.class, () -> sdk));

        assertThat(HostOpenTelemetry.spans(instance, beans).on()).isTrue();
        HostMeters.find(instance, beans).count(Meter.CODES, "issued");
        assertThat(inOpenTelemetry()).isEqualTo(1);
        assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }

    @Test
    void one_that_cannot_be_created_leaves_the_host_without() {
        HostBeans beans = new Beans(Map.of(OpenTelemetry.class, () -> {
            throw new IllegalStateException("no exporter");
        }));

        assertThat(HostOpenTelemetry.spans(instance, beans)).isSameAs(Spans.NONE);
        assertThat(HostOpenTelemetry.meters(instance, beans)).isSameAs(Meters.NONE);
    }

    @Test
    void figures_go_to_micrometer_alone_where_the_global_registry_is_read() {
        Metrics.addRegistry(registry);

        HostMeters.find(instance, new Beans(Map.of(OpenTelemetry.class, () -> sdk)))
                .count(Meter.CODES, "issued");

        assertThat(inMicrometer()).isEqualTo(1);
        assertThat(inOpenTelemetry()).isZero();
    }

    @Test
    void figures_go_to_micrometer_alone_where_its_registry_is_a_bean() {
        HostMeters.find(
                        instance,
                        new Beans(Map.of(OpenTelemetry.class, () -> sdk, MeterRegistry.class, () -> registry)))
                .count(Meter.CODES, "issued");

        assertThat(inMicrometer()).isEqualTo(1);
        assertThat(inOpenTelemetry()).isZero();
    }

    @Test
    void figures_wait_in_micrometer_for_a_registry_where_there_is_nothing_else() {
        Meters meters = HostMeters.find(instance, HostBeans.NONE);
        Metrics.addRegistry(registry);

        meters.count(Meter.CODES, "issued");

        assertThat(inMicrometer()).isEqualTo(1);
    }

    @Test
    void where_the_host_has_no_classes_of_it_nothing_of_it_is_loaded() throws Exception {
        try (HostClasses loader = HostClasses.without("io.opentelemetry.")) {
            Class<?> beans = loader.loadClass(HostBeans.class.getName());
            Object none = beans.getField("NONE").get(null);

            assertThat(loader.loadClass(HostOpenTelemetry.class.getName())
                            .getMethod("spans", String.class, beans)
                            .invoke(null, instance, none))
                    .isSameAs(loader.loadClass(Spans.class.getName())
                            .getField("NONE")
                            .get(null));
            assertThat(loader.loadClass(HostMeters.class.getName())
                            .getMethod("find", String.class, beans)
                            .invoke(null, instance, none)
                            .getClass()
                            .getName())
                    .isEqualTo(MicrometerMeters.class.getName());
        }
    }

    @Test
    void where_the_host_has_neither_monitoring_nothing_is_counted() throws Exception {
        try (HostClasses loader = HostClasses.without("io.opentelemetry.", "io.micrometer.")) {
            Class<?> beans = loader.loadClass(HostBeans.class.getName());

            assertThat(loader.loadClass(HostMeters.class.getName())
                            .getMethod("find", String.class, beans)
                            .invoke(null, instance, beans.getField("NONE").get(null)))
                    .isSameAs(loader.loadClass(Meters.class.getName())
                            .getField("NONE")
                            .get(null));
        }
    }

    private long inOpenTelemetry() {
        return reader.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals("kith.codes"))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .mapToLong(point -> point.getValue())
                .sum();
    }

    private double inMicrometer() {
        var counter = registry.find("kith.codes").tag("kith.instance", instance).counter();
        return counter == null ? 0 : counter.count();
    }

    private record Beans(Map<Class<?>, Supplier<?>> beans) implements HostBeans {
        @Override
        public <T> Optional<T> only(Class<T> type) {
            return Optional.ofNullable(beans.get(type)).map(one -> type.cast(one.get()));
        }
    }
}
