package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Meter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures in a meter provider of OpenTelemetry. */
class OpenTelemetryMetersTest {
    private static final Attributes COMMON = Attributes.of(AttributeKey.stringKey("kith.instance"), "i1");

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();
    private final OpenTelemetryMeters meters = new OpenTelemetryMeters(provider, COMMON);

    @AfterEach
    void close() {
        meters.close();
        provider.close();
    }

    @Test
    void what_happens_is_counted_for_each_value_of_its_labels() {
        meters.count(Meter.CODES, "issued");
        meters.count(Meter.CODES, "issued");
        meters.count(Meter.CODES, "wrong");

        assertThat(metric("kith.codes").getLongSumData().getPoints())
                .extracting(point -> point.getAttributes().get(AttributeKey.stringKey("event")) + " "
                        + point.getAttributes().get(AttributeKey.stringKey("kith.instance")) + " " + point.getValue())
                .containsExactlyInAnyOrder("issued i1 2", "wrong i1 1");
    }

    @Test
    void what_takes_time_is_counted_in_seconds_with_buckets_of_the_same_limits_as_in_micrometer() {
        meters.time(Meter.CALLS, 3_000_000, "get-user", "json", "200");
        meters.time(Meter.CALLS, 5_000_000, "get-user", "json", "200");

        assertThat(metric("kith.calls").getUnit()).isEqualTo("s");
        assertThat(metric("kith.calls").getHistogramData().getPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getCount()).isEqualTo(2);
                    assertThat(point.getSum()).isEqualTo(0.008);
                    assertThat(point.getBoundaries()).isEqualTo(DurationBuckets.SECONDS);
                });
    }

    @Test
    void what_is_kept_elsewhere_is_read_when_it_is_asked_for() {
        AtomicLong kept = new AtomicLong();
        meters.counted(Meter.TRANSACTIONS_CONTENDED, kept::get);
        meters.gauge(Meter.BODIES_BYTES, () -> kept.get() * 2.0);

        kept.set(21);

        assertThat(metric("kith.transactions.contended").getLongSumData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(21));
        assertThat(metric("kith.bodies").getUnit()).isEqualTo("By");
        assertThat(metric("kith.bodies").getDoubleGaugeData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(42));
    }

    @Test
    void several_values_of_one_figure_are_told_apart_by_their_labels_and_what_is_unknown_is_left_out() {
        meters.gauge(Meter.MESSAGES_WAITING, () -> 1, "notice");
        meters.gauge(Meter.MESSAGES_WAITING, () -> 2, "event");
        meters.gauge(Meter.MESSAGES_WAITING, () -> Double.NaN, "send-code");

        assertThat(metric("kith.messages.waiting").getDoubleGaugeData().getPoints())
                .extracting(point -> point.getAttributes().get(AttributeKey.stringKey("kind")) + " " + point.getValue())
                .containsExactlyInAnyOrder("notice 1.0", "event 2.0");
    }

    @Test
    void a_provider_that_lives_longer_reads_nothing_any_more() {
        meters.gauge(Meter.BODIES_BYTES, () -> 1);
        meters.counted(Meter.REQUESTS_LIMITED, () -> 1);

        meters.close();

        assertThat(reader.collectAllMetrics()).isEmpty();
    }

    @Test
    void calls_are_served_where_the_hosts_api_lacks_what_is_used() {
        try (OpenTelemetryMeters lacking = new OpenTelemetryMeters(
                LackingMethods.provider(MeterProvider.class, io.opentelemetry.api.metrics.Meter.class), COMMON)) {
            lacking.count(Meter.CODES, "issued");
            lacking.time(Meter.CALLS, 3_000_000, "get-user", "json", "200");
            lacking.counted(Meter.REQUESTS_LIMITED, () -> 7);
            lacking.gauge(Meter.BODIES_BYTES, () -> 42);
        }
    }

    private MetricData metric(String name) {
        return reader.collectAllMetrics().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
