package dev.kith.transport.grpc.message;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Which numbers a {@code Struct}, whose numbers are doubles, carries without changing them (contract, ruling R14). */
public final class ExactDouble {
    /** 2^53 - 1: up to here every integer has a double of its own. */
    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf((1L << 53) - 1);

    private ExactDouble() {}

    /**
     * Returns the double that is a number. A fraction is exact if its shortest decimal form, which is what its readers print, is the
     * number itself.
     *
     * @param number the number
     * @return its double; empty if there is none
     */
    public static OptionalDouble of(BigDecimal number) {
        if (isInteger(number)) {
            return isCarried(number) ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
        }
        double nearest = number.doubleValue();
        boolean exact = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
        return exact ? OptionalDouble.of(nearest) : OptionalDouble.empty();
    }

    /**
     * Returns whether a number that comes as a double is surely the one that was meant.
     *
     * @param number the shortest decimal form of the double
     * @return false if it is an integer that others are rounded to
     */
    public static boolean isCarried(BigDecimal number) {
        return !isInteger(number) || number.abs().compareTo(MAX_INTEGER) <= 0;
    }

    private static boolean isInteger(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
