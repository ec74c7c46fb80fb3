package dev.kith.core;

/**
 * Shows of a contact what its owner recognizes and others cannot use. The owner reads it in a notice, so it shows more than
 * a log may, which has a rule of its own.
 */
final class Masking {
    private static final String HIDDEN = "***";
    private static final int LAST_DIGITS = 2;

    private Masking() {}

    /** Of an address the first characters and the top-level domain, of a number its end. */
    static String mask(ContactChannel channel, String value) {
        return channel == ContactChannel.EMAIL
                ? address(value)
                : HIDDEN + value.substring(Math.max(0, value.length() - LAST_DIGITS));
    }

    private static String address(String address) {
        int sign = address.lastIndexOf('@');
        String domain = address.substring(sign + 1);
        int dot = domain.lastIndexOf('.');
        return first(address) + HIDDEN + "@" + first(domain) + HIDDEN + (dot > 0 ? domain.substring(dot) : "");
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }
}
