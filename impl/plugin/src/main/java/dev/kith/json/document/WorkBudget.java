package dev.kith.json.document;

/**
 * Limits the work of one validation or traversal. Neither a schema nor data can be large enough to matter by itself, but
 * the product of both can; so the work is counted, and aborted beyond the limit.
 */
public final class WorkBudget {
    /** The units for one document. A unit is about one keyword applied to one value, some tenths of a microsecond. */
    public static final long UNITS = 5_000_000;

    private long left;
    private long noted;

    /**
     * A budget.
     *
     * @param units the units to spend
     */
    public WorkBudget(long units) {
        left = units;
    }

    /**
     * Takes units.
     *
     * @param units how many
     * @throws Exhausted when there are fewer
     */
    public void spend(long units) {
        left -= units;
        if (left < 0) {
            throw new Exhausted();
        }
    }

    /**
     * Counts an annotation that the library keeps in memory until the end.
     *
     * @param characters its size
     */
    public void note(int characters) {
        noted++;
        spend(20 + characters / 8);
    }

    /**
     * The number of annotations.
     *
     * @return the number so far
     */
    public long noted() {
        return noted;
    }

    /** Too much work. Without a stack trace, as it does not indicate a bug. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too much work", null, false, false);
        }
    }
}
