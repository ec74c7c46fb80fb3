package dev.kith.telemetry;

import dev.kith.core.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Where the host wants figures, if it has a monitoring that Kith knows. It is one place, because many hosts pass on to
 * OpenTelemetry what Micrometer has, and figures in both would be there twice: Micrometer where a registry reads it when Kith
 * starts, else OpenTelemetry, else Micrometer for a registry that may come later.
 */
public final class HostMeters {
    private static final System.Logger LOG = System.getLogger(HostMeters.class.getName());

    private HostMeters() {}

    /** The beans of a host, by their types. */
    public interface HostBeans {
        /** For a host without beans. */
        HostBeans NONE = new HostBeans() {
            @Override
            public <T> Optional<T> only(Class<T> type) {
                return Optional.empty();
            }
        };

        /**
         * Returns the only bean of a type.
         *
         * @param type the type
         * @param <T> the type
         * @return the bean, or a proxy for it; empty if there is none, or more than one
         * @throws RuntimeException if the host cannot create it
         */
        <T> Optional<T> only(Class<T> type);
    }

    /**
     * Finds where the host wants figures.
     *
     * @param instance the id of the Kith whose figures they are; the host may have several
     * @param beans the beans of the host
     * @return where to count; {@link Meters#NONE} where the host has neither Micrometer nor OpenTelemetry
     */
    public static Meters find(String instance, HostBeans beans) {
        try {
            return Micrometer.meters(instance, beans);
        } catch (LinkageError missing) {
            return HostOpenTelemetry.meters(instance, beans);
        }
    }

    /** A class of its own, because it cannot be loaded where Micrometer is missing. */
    private static final class Micrometer {
        private Micrometer() {}

        /** Figures in Micrometer, unless nothing reads them there and OpenTelemetry does, which is asked only then. */
        static Meters meters(String instance, HostBeans beans) {
            MeterRegistry registry = registry(beans);
            boolean read = registry != Metrics.globalRegistry
                    || !Metrics.globalRegistry.getRegistries().isEmpty();
            Meters other = read ? Meters.NONE : HostOpenTelemetry.meters(instance, beans);
            return other == Meters.NONE ? new MicrometerMeters(registry, Tag.of("kith.instance", instance)) : other;
        }

        /** The registry that is a bean; the global one where there is none, or where the global one writes to it anyway. */
        private static MeterRegistry registry(HostBeans beans) {
            return bean(beans)
                    .filter(found -> !contains(Metrics.globalRegistry, found))
                    .orElse(Metrics.globalRegistry);
        }

        private static Optional<MeterRegistry> bean(HostBeans beans) {
            try {
                return beans.only(MeterRegistry.class);
            } catch (RuntimeException | LinkageError broken) {
                LOG.log(
                        Level.DEBUG,
                        "registry=global error={0}: the registry of this host cannot be used",
                        broken.getClass().getName());
                return Optional.empty();
            }
        }

        /** A bean may be a proxy, but its configuration is the one of what is behind it. */
        private static boolean contains(MeterRegistry outer, MeterRegistry bean) {
            return outer.config() == bean.config()
                    || (outer instanceof CompositeMeterRegistry composite
                            && composite.getRegistries().stream().anyMatch(inner -> contains(inner, bean)));
        }
    }
}
