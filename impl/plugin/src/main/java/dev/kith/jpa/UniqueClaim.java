package dev.kith.jpa;

/**
 * What a row claims for itself alone, as the text of a unique column. A row that claims nothing has a text made of its own
 * id instead of no value, because databases do not agree on whether two rows without a value are the same.
 */
final class UniqueClaim {
    private UniqueClaim() {}

    static String on(String text) {
        return "+" + text;
    }

    static String none(String ownId) {
        return "-" + ownId;
    }
}
