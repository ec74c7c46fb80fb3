package dev.kith.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port: all claims of verified contacts, and the setting that they follow (contract, ruling R75). Each method works in a
 * transaction of its own. Safe for several threads.
 */
public interface ClaimRegistry {
    /**
     * The setting that is kept [1 SELECT].
     *
     * @return the setting, or {@code null} where none has been kept yet
     */
    @Nullable
    String setting();

    /**
     * Keeps another setting [1 INSERT or UPDATE].
     *
     * @param before what is kept so far, {@code null} for nothing
     * @param after what is to be kept
     * @return false when something else is kept meanwhile
     */
    boolean keep(@Nullable String before, String after);

    /**
     * Whether any user has a contact [1 SELECT].
     *
     * @return whether there is one
     */
    boolean anyContact();

    /**
     * Verified contacts of a channel, in the order of their users' ids [1 SELECT].
     *
     * @param channel the channel
     * @param after only of users whose ids come after this one; empty for all
     * @param most how many at the most
     * @return the contacts
     */
    List<VerifiedContact> verified(ContactChannel channel, String after, int most);

    /**
     * Adds claims [1 INSERT each].
     *
     * @param claims the claims
     * @throws UserStore.Contended when somebody else has one of them; then none is added
     */
    void add(List<Claim> claims);

    /**
     * Removes claims [1 SELECT, 1 DELETE].
     *
     * @param most of how many contacts at the most
     * @return how many were removed
     */
    int remove(int most);

    /**
     * A verified contact.
     *
     * @param userId whose it is
     * @param organization the user's organization
     * @param channel the channel
     * @param value the address or number
     */
    record VerifiedContact(String userId, String organization, ContactChannel channel, String value) {
        /** Leaves the address or number out. */
        @Override
        public String toString() {
            return "VerifiedContact[" + userId + ", " + channel + "]";
        }
    }

    /**
     * The claim of a contact.
     *
     * @param userId whose it is
     * @param channel the channel
     * @param claim what is unique
     */
    record Claim(String userId, ContactChannel channel, String claim) {}
}
