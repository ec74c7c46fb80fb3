package dev.kith.core;

import java.util.Comparator;

/** Orders texts by their code points, which differs from the order of their UTF-16 units beyond U+FFFF. */
enum CodePointOrder implements Comparator<String> {
    /** The order. */
    ASCENDING;

    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** A surrogate stands for a code point beyond all others. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
