package dev.kith.standalone;

import dev.kith.core.Meters;
import dev.kith.telemetry.MicrometerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The figures of the program: those of Kith, of the JVM and of the process, for Prometheus. */
final class ProgramFigures implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final MicrometerMeters meters = new MicrometerMeters(registry);

    ProgramFigures() {
        List<MeterBinder> binders = List.of(
                new JvmMemoryMetrics(),
                collector,
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
    }

    /** Where Kith counts. */
    Meters meters() {
        return meters;
    }

    /** Where the database pool and the web server count. */
    MeterRegistry registry() {
        return registry;
    }

    MetricsPage page(Runnable counted, MetricsFor readers) {
        return new MetricsPage(registry, counted, readers);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
