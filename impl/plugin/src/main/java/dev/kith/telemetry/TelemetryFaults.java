package dev.kith.telemetry;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Keeps faults of a host's monitoring from calls and deliveries: a registry that refuses what it does not like, a processor that
 * throws, an earlier version of the API that lacks a method. The first is a warning, the others are for who looks closely.
 * Safe for several threads.
 */
final class TelemetryFaults {
    private static final System.Logger LOG = System.getLogger(TelemetryFaults.class.getName());

    private final String monitoring;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Faults of one monitoring.
     *
     * @param monitoring what it is called
     */
    TelemetryFaults(String monitoring) {
        this.monitoring = monitoring;
    }

    /**
     * Does what may fail.
     *
     * @param part which figure, or which part of a span
     * @param work what may fail
     */
    void contain(String part, Runnable work) {
        result(part, () -> {
            work.run();
            return work;
        });
    }

    /**
     * Returns what may fail; nothing where it has failed.
     *
     * @param part which figure, or which part of a span
     * @param work what may fail
     */
    <T> Optional<T> result(String part, Supplier<T> work) {
        try {
            return Optional.ofNullable(work.get());
        } catch (RuntimeException | LinkageError | ServiceConfigurationError fault) {
            tell(part, fault);
            return Optional.empty();
        }
    }

    /** Tells of a fault. What the JVM says of a class or a method that does not fit helps; the words of an exception may hold anything. */
    private void tell(String part, Throwable fault) {
        Object error = fault instanceof Error ? fault : fault.getClass().getName();
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "telemetry=failing monitoring={0} part={1} error={2}: it will be missing there, calls are served",
                    monitoring,
                    part,
                    error);
        } else {
            LOG.log(Level.DEBUG, "telemetry=failing monitoring={0} part={1} error={2}", monitoring, part, error);
        }
    }
}
