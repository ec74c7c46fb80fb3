package dev.kith.core;

import org.jspecify.annotations.Nullable;

/** The claims of verified contacts, as seen by one transaction (contract, ruling R75). For its thread alone. */
public interface ClaimStore {
    /**
     * Whose claim this is [1 SELECT].
     *
     * @param claim the claim
     * @return the user's id, or {@code null} where nobody has it
     */
    @Nullable
    String claimant(String claim);

    /**
     * Claims for a user's contact [1 INSERT].
     *
     * @param userId the user's id
     * @param channel the contact
     * @param claim the claim
     * @throws UserStore.Contended when somebody has the claim, at the latest at commit; the next attempt will find out who
     */
    void claim(String userId, ContactChannel channel, String claim);

    /**
     * Releases the claim of a user's contact [1 DELETE].
     *
     * @param userId the user's id
     * @param channel the contact
     */
    void release(String userId, ContactChannel channel);
}
