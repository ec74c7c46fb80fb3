package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Meter;
import dev.kith.telemetry.HostMeters.HostBeans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which registry of a host figures go to. */
class HostMetersTest {
    private final String instance = "registry-" + UUID.randomUUID();
    private final MeterRegistry global = new SimpleMeterRegistry();
    private final MeterRegistry bean = new SimpleMeterRegistry();
    private final List<MeterRegistry> added = new ArrayList<>();

    @BeforeEach
    void monitor() {
        add(global);
    }

    @AfterEach
    void forget() {
        added.forEach(Metrics::removeRegistry);
    }

    @Test
    void without_beans_they_go_to_the_global_one() {
        count(HostBeans.NONE);

        assertThat(counted(global)).isEqualTo(1);
    }

    @Test
    void a_registry_that_is_a_bean_has_them_alone() {
        count(new Beans(() -> bean));

        assertThat(counted(bean)).isEqualTo(1);
        assertThat(counted(global)).isZero();
    }

    @Test
    void a_bean_to_which_the_global_one_writes_counts_once() {
        add(bean);

        count(new Beans(() -> bean));

        assertThat(counted(bean)).isEqualTo(1);
        assertThat(counted(global)).isEqualTo(1);
    }

    @Test
    void a_bean_to_which_the_global_one_writes_by_another_one_counts_once() {
        add(new CompositeMeterRegistry().add(bean));

        count(new Beans(() -> bean));

        assertThat(counted(bean)).isEqualTo(1);
        assertThat(counted(global)).isEqualTo(1);
    }

    @Test
    void the_global_one_may_be_the_bean() {
        count(new Beans(() -> Metrics.globalRegistry));

        assertThat(counted(global)).isEqualTo(1);
    }

    @Test
    void a_bean_that_cannot_be_created_leaves_them_to_the_global_one() {
        count(new Beans(() -> {
            throw new IllegalStateException("no exporter");
        }));
        count(new Beans(() -> {
            throw new NoClassDefFoundError("an exporter");
        }));

        assertThat(counted(global)).isEqualTo(2);
    }

    private void add(MeterRegistry registry) {
        added.add(registry);
        Metrics.addRegistry(registry);
    }

    private void count(HostBeans beans) {
        HostMeters.find(instance, beans).count(Meter.CODES, "issued");
    }

    private double counted(MeterRegistry registry) {
        var counter = registry.find("kith.codes").tag("kith.instance", instance).counter();
        return counter == null ? 0 : counter.count();
    }

    private record Beans(Supplier<MeterRegistry> registry) implements HostBeans {
        @Override
        public <T> Optional<T> only(Class<T> type) {
            return Optional.of(type.cast(registry.get()));
        }
    }
}
