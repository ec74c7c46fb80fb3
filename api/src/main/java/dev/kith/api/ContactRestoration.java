package dev.kith.api;

/**
 * Undoes the replacement of a verified address or number, for the page behind the link in the notice of that
 * replacement. Anyone who has the link can restore the address or number; there is no caller to authenticate. A link
 * works once and for a limited time, and not after an earlier replacement has been undone.
 *
 * <p>Thread-safe.
 */
public interface ContactRestoration {
    /**
     * Returns the address or number that would be restored. Changes nothing.
     *
     * @param token the link's token
     * @return the address or number, or the refusal: {@link ProblemCode#CODE_INVALID} for a link that never worked or no
     *     longer works, {@link ProblemCode#CODE_EXPIRED} for one that has expired
     */
    Outcome<String> look(String token);

    /**
     * Restores the address or number, verified as it was, and voids any outstanding code for another one.
     *
     * @param token the link's token
     * @return the address or number, or the refusal, as for {@link #look}
     */
    Outcome<String> restore(String token);
}
