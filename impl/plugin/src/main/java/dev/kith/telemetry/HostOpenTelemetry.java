package dev.kith.telemetry;

import dev.kith.core.Meters;
import dev.kith.core.Spans;
import dev.kith.telemetry.HostMeters.HostBeans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry as the host has set it up when Kith starts: the bean of its container (MicroProfile Telemetry), else the global
 * one. The global one is never set here: whoever asks it for the first time with {@code get} sets it, and may start an SDK, and
 * the host could not set its own any more. That it is set can be asked since version 1.57 of the API; an earlier one has the
 * bean alone.
 */
public final class HostOpenTelemetry {
    /** What names the instrumentation. */
    static final String SCOPE = "dev.kith";

    /** What it is called. */
    static final String NAME = "OpenTelemetry";

    static final String INSTANCE = "kith.instance";

    private HostOpenTelemetry() {}

    /** Where figures go; {@link Meters#NONE} where the host has no meters of OpenTelemetry. */
    static Meters meters(String instance, HostBeans beans) {
        return found(() -> Api.meters(instance, beans), Meters.NONE);
    }

    /**
     * Finds where spans go.
     *
     * @param instance the id of the Kith whose spans they are; the host may have several
     * @param beans the beans of the host
     * @return where to trace; {@link Spans#NONE} where the host traces nothing with OpenTelemetry
     */
    public static Spans spans(String instance, HostBeans beans) {
        return found(() -> Api.spans(instance, beans), Spans.NONE);
    }

    /** Classes that are missing are the usual case; whatever else fails in what the host has set up is told. */
    private static <T> T found(Supplier<T> search, T none) {
        return new TelemetryFaults(NAME)
                .result("search", () -> {
                    try {
                        return search.get();
                    } catch (NoClassDefFoundError missing) {
                        return none;
                    }
                })
                .orElse(none);
    }

    /** A class of its own, because it cannot be loaded where OpenTelemetry is missing. */
    private static final class Api {
        private Api() {}

        static Meters meters(String instance, HostBeans beans) {
            OpenTelemetry found = found(beans);
            MeterProvider provider = found == null ? MeterProvider.noop() : found.getMeterProvider();
            return provider == MeterProvider.noop()
                    ? Meters.NONE
                    : new OpenTelemetryMeters(
                            provider,
                            Attributes.builder().put(INSTANCE, instance).build());
        }

        static Spans spans(String instance, HostBeans beans) {
            OpenTelemetry found = found(beans);
            TracerProvider provider = found == null ? TracerProvider.noop() : found.getTracerProvider();
            return provider == TracerProvider.noop() ? Spans.NONE : new OpenTelemetrySpans(provider, instance);
        }

        private static @Nullable OpenTelemetry found(HostBeans beans) {
            return beans.only(OpenTelemetry.class).orElseGet(Api::global);
        }

        private static @Nullable OpenTelemetry global() {
            try {
                return GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.get() : null;
            } catch (NoSuchMethodError earlier) {
                return null;
            }
        }
    }
}
