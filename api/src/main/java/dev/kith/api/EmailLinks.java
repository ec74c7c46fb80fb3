package dev.kith.api;

/**
 * The page behind the link of a verification mail. Whoever holds the code may redeem it; no caller is needed.
 *
 * <p>Safe for several threads.
 */
public interface EmailLinks {
    /**
     * Tells which address a link is about, without redeeming anything. The user, its code and the number of attempts left
     * stay as they are; how often a code can be looked at is limited all the same, so that looking is no way to guess.
     *
     * @param link the link's values
     * @return the address, or the refusal
     */
    Outcome<String> look(Link link);

    /**
     * Redeems the code of a link.
     *
     * @param link the link's values
     * @return the address that is verified now, or the refusal
     */
    Outcome<String> redeem(Link link);

    /**
     * The values of a link.
     *
     * @param userId the user
     * @param code the code
     * @param organizationId the user's organization; empty where the link does not say
     */
    record Link(String userId, String code, String organizationId) {
        /** Leaves the code out. */
        @Override
        public String toString() {
            return "Link[" + userId + "]";
        }
    }
}
