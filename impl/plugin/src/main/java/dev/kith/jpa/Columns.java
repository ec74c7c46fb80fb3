package dev.kith.jpa;

/**
 * Sizes of text columns for JPA's schema generation, in UTF-16 units, as the databases without a script of ours count. The
 * scripts have their own.
 */
final class Columns {
    /** Two units for each of the 200 characters that an id, a type or an address may have. */
    static final int TEXT = 400;

    /** What a {@link Claim} makes of such a text: a character more, counted as two units like every other one. */
    static final int CLAIM = TEXT + 2;

    /** A digest, a key's id, a name of ours. */
    static final int SHORT = 100;

    /** A JSON document; the largest length that PostgreSQL accepts for a varchar. */
    static final int DOCUMENT = 10_485_760;

    /** A few names of ours, a line for each. */
    static final int NAMES = 1000;

    private Columns() {}
}
