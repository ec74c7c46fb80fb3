package dev.kith.core;

import dev.kith.api.DeliveryAdmin.Cause;
import java.util.Arrays;

/**
 * Why a message was given up.
 *
 * @param cause the class of error; one of a few
 * @param detail what failed, in the words of who failed, without code and address; empty where there is nothing to say
 */
public record DeliveryFailure(Cause cause, String detail) {
    private static final String BETWEEN = ": ";

    /**
     * The failure as it is kept and logged.
     *
     * @return the cause's word and, where there is one, the detail
     */
    public String text() {
        return detail.isEmpty() ? cause.word() : cause.word() + BETWEEN + detail;
    }

    /**
     * Reads what was kept.
     *
     * @param text the text; anything may stand in a table
     * @return the failure
     */
    public static DeliveryFailure read(String text) {
        int end = text.indexOf(BETWEEN);
        String word = end < 0 ? text : text.substring(0, end);
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.word().equals(word))
                .findFirst()
                .map(cause -> new DeliveryFailure(cause, end < 0 ? "" : text.substring(end + BETWEEN.length())))
                .orElseGet(() -> new DeliveryFailure(Cause.OTHER, text));
    }
}
