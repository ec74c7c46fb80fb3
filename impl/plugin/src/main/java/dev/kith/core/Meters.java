package dev.kith.core;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Port: where figures go. Every method returns at once, throws nothing and is safe for several threads. The values of labels are
 * given in the order of {@link Meter#labels()}; there are few different ones of each.
 */
public interface Meters {
    /** Counts nothing. */
    Meters NONE = new Meters() {
        @Override
        public void count(Meter meter, String... labels) {}

        @Override
        public void time(Meter meter, long nanos, String... labels) {}

        @Override
        public void counted(Meter meter, LongSupplier count, String... labels) {}

        @Override
        public void gauge(Meter meter, DoubleSupplier value, String... labels) {}
    };

    /**
     * Counts one more.
     *
     * @param meter a counter
     * @param labels the values of its labels
     */
    void count(Meter meter, String... labels);

    /**
     * Counts one more, and how long it took.
     *
     * @param meter a timer
     * @param nanos how long it took
     * @param labels the values of its labels
     */
    void time(Meter meter, long nanos, String... labels);

    /**
     * Has a count read that is kept elsewhere, whenever the figures are read.
     *
     * @param meter a counter
     * @param count gives the count, which never falls
     * @param labels the values of its labels
     */
    void counted(Meter meter, LongSupplier count, String... labels);

    /**
     * Has a value read whenever the figures are read.
     *
     * @param meter a gauge
     * @param value gives the value; not a number where it is unknown
     * @param labels the values of its labels
     */
    void gauge(Meter meter, DoubleSupplier value, String... labels);
}
