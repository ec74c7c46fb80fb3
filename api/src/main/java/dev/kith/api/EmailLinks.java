package dev.kith.api;

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
     * Redeems the code of a link.
     *
     * @param link the link's values
     * @return the newly verified address, or the refusal
     */
    Outcome<String> redeem(Link link);

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
