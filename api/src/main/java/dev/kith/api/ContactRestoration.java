package dev.kith.api;

/**
 * The page behind the link in a notice that tells a verified address or number that another one has taken its place.
 * Whoever holds the link may have the address back; no caller is needed. A link works once and for a limited time, and not
 * after an earlier replacement was undone.
 *
 * <p>Safe for several threads.
 */
public interface ContactRestoration {
    /**
     * Tells which address or number would be restored. Changes nothing.
     *
     * @param token the link's token
     * @return the address or number, or the refusal: {@link ProblemCode#CODE_INVALID} for a link that never worked or does
     *     not work any more, {@link ProblemCode#CODE_EXPIRED} for one whose time is over
     */
    Outcome<String> look(String token);

    /**
     * Restores the address or number, verified as it was, and voids the code that is outstanding for another one.
     *
     * @param token the link's token
     * @return the address or number, or the refusal, as with {@link #look}
     */
    Outcome<String> restore(String token);
}
