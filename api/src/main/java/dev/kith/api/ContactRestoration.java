package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Undoes the replacement or removal of a verified address or number, for the page behind the link in the notice of that
 * change. Anyone who has the link can restore the address or number; there is no caller to authenticate. A link
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
     * Returns what {@link #look} does, and the language of the user. Changes nothing.
     *
     * @param token the link's token
     * @return the address or number and the language, or the refusal, as for {@link #look}
     */
    default Outcome<Looked> open(String token) {
        return look(token).then(value -> Outcome.done(new Looked(value, null)));
    }

    /**
     * Restores the address or number, verified as it was, and voids any outstanding code for another one.
     *
     * @param token the link's token
     * @return the address or number, or the refusal, as for {@link #look}
     */
    Outcome<String> restore(String token);

    /**
     * What a link would restore.
     *
     * @param value the address or number
     * @param language the language tag (BCP 47) that the user's data names, {@code null} if there is none
     */
    record Looked(String value, @Nullable String language) {
        /** Omits the address or number. */
        @Override
        public String toString() {
            return "Looked";
        }
    }
}
