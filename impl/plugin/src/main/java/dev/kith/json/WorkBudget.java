package dev.kith.json;

/**
 * Limits the work of one validation or traversal. Neither a schema nor data can be large enough to matter by itself, but
 * the product of both can; so the work is counted, and aborted beyond the limit.
 */
final class WorkBudget {
    /** The units for one document. A unit is about one keyword applied to one value, some tenths of a microsecond. */
    static final long UNITS = 5_000_000;

    private long left;
    private long noted;

    WorkBudget(long units) {
        left = units;
    }

    void spend(long units) {
        left -= units;
        if (left < 0) {
            throw new Exhausted();
        }
    }

    /** Counts an annotation that the library keeps in memory until the end. */
    void note(int characters) {
        noted++;
        spend(20 + characters / 8);
    }

    long noted() {
        return noted;
    }

    /** Too much work. Without a stack trace, as it does not indicate a bug. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too much work", null, false, false);
        }
    }
}
