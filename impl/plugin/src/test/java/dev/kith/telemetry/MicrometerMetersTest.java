package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kith.core.Meter;
import dev.kith.core.Meter.MeterKind;
import dev.kith.core.Meters;
import dev.kith.telemetry.HostMeters.HostBeans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Figures in a registry of Micrometer. */
class MicrometerMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMeters meters = new MicrometerMeters(registry, Tag.of("kith.instance", "i1"));

    @Test
    void what_happens_is_counted_for_each_value_of_its_labels() {
        meters.count(Meter.CODES, "issued");
        meters.count(Meter.CODES, "issued");
        meters.count(Meter.CODES, "wrong");

        assertThat(registry.get("kith.codes")
                        .tags("event", "issued", "kith.instance", "i1")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("kith.codes").tag("event", "wrong").counter().count())
                .isEqualTo(1);
    }

    @Test
    void what_takes_time_is_counted_with_its_time() {
        meters.time(Meter.CALLS, 3_000_000, "get-user", "json", "200");
        meters.time(Meter.CALLS, 5_000_000, "get-user", "json", "200");

        var timer = registry.get("kith.calls")
                .tags("operation", "get-user", "protocol", "json", "status", "200")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
    }

    @Test
    void what_is_kept_elsewhere_is_read_when_it_is_asked_for() {
        AtomicLong kept = new AtomicLong();
        meters.counted(Meter.TRANSACTIONS_CONTENDED, kept::get);
        meters.gauge(Meter.BODIES_BYTES, () -> kept.get() * 2.0);

        kept.set(21);
        System.gc();

        assertThat(registry.get("kith.transactions.contended").functionCounter().count())
                .isEqualTo(21);
        assertThat(registry.get("kith.bodies.bytes").gauge().value()).isEqualTo(42);
    }

    @Test
    void nothing_is_left_behind_in_a_registry_that_lives_longer() {
        meters.count(Meter.CODES, "issued");
        meters.time(Meter.DELIVERY_AGE, 1, "notice");
        meters.gauge(Meter.BODIES_BYTES, () -> 1);
        meters.counted(Meter.REQUESTS_LIMITED, () -> 1);
        registry.counter("of.somebody.else");

        meters.close();

        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(left -> assertThat(left.getId().getName()).isEqualTo("of.somebody.else"));
    }

    @Test
    void a_registry_that_passes_on_what_is_asked_for_by_name_has_everything_too() {
        AtomicLong kept = new AtomicLong(4);
        MicrometerMeters named = new MicrometerMeters(new PassingRegistry(registry), Tag.of("kith.instance", "i1"));

        named.count(Meter.CODES, "issued");
        named.time(Meter.DELIVERY_AGE, 1_000_000, "notice");
        named.gauge(Meter.BODIES_BYTES, kept::get);
        named.counted(Meter.REQUESTS_LIMITED, kept::get);
        System.gc();

        assertThat(registry.get("kith.codes").tag("event", "issued").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("kith.delivery.age").timer().count()).isEqualTo(1);
        assertThat(registry.get("kith.bodies.bytes").gauge().value()).isEqualTo(4);
        assertThat(registry.get("kith.requests.limited").functionCounter().count())
                .isEqualTo(4);
        named.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void a_registry_that_fails_fails_no_call() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public io.micrometer.core.instrument.Meter.Id map(io.micrometer.core.instrument.Meter.Id id) {
                throw new IllegalStateException("a filter of the host is broken");
            }
        });

        assertThatCode(() -> {
                    meters.count(Meter.CODES, "issued");
                    meters.time(Meter.DELIVERY_AGE, 1, "notice");
                    meters.gauge(Meter.BODIES_BYTES, () -> 1);
                    meters.counted(Meter.REQUESTS_LIMITED, () -> 1);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void where_the_host_has_no_micrometer_nothing_is_counted() throws Exception {
        try (HostClasses loader = HostClasses.without("io.micrometer.")) {
            Object found = loader.loadClass(HostMeters.class.getName())
                    .getMethod("find", String.class, loader.loadClass(HostBeans.class.getName()))
                    .invoke(
                            null,
                            "i1",
                            loader.loadClass(HostBeans.class.getName())
                                    .getField("NONE")
                                    .get(null));

            assertThat(found)
                    .isSameAs(loader.loadClass(Meters.class.getName())
                            .getField("NONE")
                            .get(null));
        }
    }

    @Test
    void names_and_labels_are_what_monitoring_systems_take() {
        assertThat(Arrays.stream(Meter.values()).map(Meter::dottedName))
                .allMatch(name -> name.matches("kith(\\.[a-z]+)+"))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(Meter.values()).flatMap(meter -> meter.labels().stream()))
                .allMatch(label -> label.matches("[a-z]+"));
        assertThat(Arrays.stream(Meter.values()).filter(meter -> meter.kind() == MeterKind.TIMER))
                .noneMatch(meter -> meter.dottedName().endsWith("seconds"));
    }

    /** Passes on what is asked for by name and tags, and nothing that a builder makes, like the registry of WildFly. */
    private static final class PassingRegistry extends SimpleMeterRegistry {
        private final MeterRegistry outer;

        PassingRegistry(MeterRegistry outer) {
            this.outer = outer;
        }

        @Override
        public Search find(String name) {
            return outer.find(name);
        }

        @Override
        public Counter counter(String name, Iterable<Tag> tags) {
            return outer.counter(name, tags);
        }

        @Override
        public Timer timer(String name, Iterable<Tag> tags) {
            return outer.timer(name, tags);
        }

        @Override
        public <T> @Nullable T gauge(String name, Iterable<Tag> tags, @Nullable T of, ToDoubleFunction<T> value) {
            return outer.gauge(name, tags, of, value);
        }

        @Override
        public More more() {
            return outer.more();
        }

        @Override
        public io.micrometer.core.instrument.@Nullable Meter remove(io.micrometer.core.instrument.Meter meter) {
            return outer.remove(meter);
        }
    }
}
