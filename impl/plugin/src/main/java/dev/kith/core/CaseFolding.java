package dev.kith.core;

import java.util.Locale;

/** The form of texts that are compared without regard to case (contract, rulings R27 and R38): no other normal form. */
public final class CaseFolding {
    private CaseFolding() {}

    /**
     * Folds a text.
     *
     * @param text the text
     * @return the text in lower case, whatever the language; it may be longer
     */
    public static String of(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
