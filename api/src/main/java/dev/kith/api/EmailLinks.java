package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Looks up and redeems the codes of verification links, for the page behind the link of a verification e-mail. Anyone
 * who has the code can redeem it; there is no caller to authenticate.
 *
 * <p>Thread-safe.
 */
public interface EmailLinks {
    /**
     * Returns the address that a link is for, without redeeming its code. The user, the code and the number of remaining
     * attempts stay unchanged; the number of lookups is limited too, so that they cannot be used to guess codes.
     *
     * @param link the link's values
     * @return the address, or the refusal
     */
    Outcome<String> look(Link link);

    /**
     * Returns what {@link #look} does, whether the code has been redeemed already, and the language of the user.
     *
     * @param link the link's values
     * @return the address, its state and the language, or the refusal
     */
    default Outcome<Looked> open(Link link) {
        return look(link).then(address -> Outcome.done(new Looked(address, false)));
    }

    /**
     * Redeems the code of a link. Whoever redeems the same code again within a day is told the same again.
     *
     * @param link the link's values
     * @return the verified address, or the refusal; {@link ProblemCode#CONTACT_TAKEN} where the code was right, another user
     *     has the address by now, and it may belong to one only
     */
    Outcome<String> redeem(Link link);

    /**
     * What a link is for.
     *
     * @param address the address
     * @param verified whether the code has been redeemed already, so that nothing is left to do
     * @param language the language tag (BCP 47) that the user's data names, {@code null} if there is none
     */
    record Looked(
            String address, boolean verified, @Nullable String language) {
        /**
         * What a link of a user whose language is not known is for.
         *
         * @param address the address
         * @param verified whether the code has been redeemed already
         */
        public Looked(String address, boolean verified) {
            this(address, verified, null);
        }

        /** Omits the address. */
        @Override
        public String toString() {
            return "Looked[verified=" + verified + "]";
        }
    }

    /**
     * The values of a link.
     *
     * @param userId the user
     * @param code the code
     * @param organizationId the user's organization; empty if the link does not name it
     */
    record Link(String userId, String code, String organizationId) {
        /** Omits the code. */
        @Override
        public String toString() {
            return "Link[" + userId + "]";
        }
    }
}
