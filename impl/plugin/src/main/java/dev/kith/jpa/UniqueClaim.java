package dev.kith.jpa;

/**
 * The value of a unique column that claims a text for one row. A row that claims nothing has a text made of its own id
 * rather than null, because databases differ in whether two nulls are equal.
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
