package dev.kith.defaults.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Exactly one plain mail address. Checked against a grammar of our own before any mail library sees it: libraries are lenient
 * about lists, comments, display names and line breaks, and reduce characters beyond ASCII to their low bytes.
 */
record RecipientAddress(String text) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_HOST = 253;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern GRAMMAR =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

    static Optional<RecipientAddress> read(String text) {
        int at = text.indexOf('@');
        boolean fits = text.length() <= LONGEST && at <= LONGEST_LOCAL_PART && text.length() - at - 1 <= LONGEST_HOST;
        return fits && GRAMMAR.matcher(text).matches() ? Optional.of(new RecipientAddress(text)) : Optional.empty();
    }

    String host() {
        return text.substring(text.indexOf('@') + 1);
    }

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "RecipientAddress";
    }
}
