package dev.kith.telemetry;

import dev.kith.core.Meters;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;

/** The monitoring of the host, if there is any that Kith knows: today the global registry of Micrometer. */
public final class HostMeters {
    private HostMeters() {}

    /**
     * Finds where the host wants figures.
     *
     * @param instance the id of the Kith whose figures they are; the host may have several
     * @return where to count; {@link Meters#NONE} where the host has no classes of Micrometer
     */
    public static Meters find(String instance) {
        try {
            return Micrometer.global(instance);
        } catch (LinkageError missing) {
            return Meters.NONE;
        }
    }

    /** A class of its own, because it cannot be loaded where Micrometer is missing. */
    private static final class Micrometer {
        private Micrometer() {}

        static Meters global(String instance) {
            return new MicrometerMeters(Metrics.globalRegistry, Tag.of("kith.instance", instance));
        }
    }
}
