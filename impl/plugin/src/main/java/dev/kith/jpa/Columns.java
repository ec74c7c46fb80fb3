package dev.kith.jpa;

/**
 * Sizes of text columns for JPA's schema generation, in UTF-16 units, which databases without a script of ours count. The
 * scripts have their own sizes.
 */
final class Columns {
    /** Two units for each of the 200 characters that an id, a type or an address may have. */
    static final int TEXT = 400;

    /** A {@link UniqueClaim} on such a text: one character more, counted as two units like every other. */
    static final int CLAIM = TEXT + 2;

    /** An instance and one of its queues. */
    static final int QUEUE = TEXT + 22;

    /** Such a text in lower case, which may take twice as many characters. */
    static final int FOLDED = 2 * TEXT;

    /** A {@link UniqueClaim} on such a text in lower case. */
    static final int FOLDED_CLAIM = FOLDED + 2;

    /** A digest, a key's id, one of Kith's own names. */
    static final int SHORT = 100;

    /** A JSON document; the largest length that PostgreSQL accepts for a varchar. */
    static final int DOCUMENT = 10_485_760;

    /** An address or number, sealed with AES-GCM, as base64url; plain ASCII. */
    static final int SEALED = 1000;

    /** The details of a user with two ids of 200 characters and two codes, sealed likewise. */
    static final int ANSWER = 8_000;

    /** A few names, one on each line. */
    static final int NAMES = 1000;

    private Columns() {}
}
