package dev.kith;

import dev.kith.api.DeliveryAdmin;
import dev.kith.api.UserAccounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeps verified addresses and numbers from being unique, for operators who want one address to belong to one user
 * ({@code kith.contact.unique}; contract, ruling R75).
 *
 * <p>Checks no permissions: only code that acts for the server's operators should have access to it. Thread-safe.
 */
public interface ContactUniqueness {
    /**
     * Lists the verified addresses and numbers that several users have. Reads the contacts of all users, in many small
     * queries and outside of a transaction, so that it may be used while users change; it needs about 8 bytes of memory for each.
     * Upper and lower case of ASCII letters count as the same; addresses that differ in a tag are different.
     *
     * @param scope among which users
     * @param most the maximum number of conflicts
     * @return the conflicts, e-mail first; empty if there are none
     * @throws UserAccounts.Unavailable if the database is away
     */
    List<ContactConflict> conflicts(UniquenessScope scope, int most);

    /** Among which users an address or number is to be unique. */
    enum UniquenessScope {
        /** Among those of one organization. */
        ORGANIZATION,
        /** Among all users of the instance. */
        INSTANCE
    }

    /**
     * An address or number that several users have verified.
     *
     * @param channel whether it is an address or a number
     * @param masked the address or number as the first of the users has it, masked: {@code m***@e***.com}, {@code ***99}
     * @param organization the organization of the users, {@code null} for {@link UniquenessScope#INSTANCE}
     * @param users how many users have it; at least 2
     * @param userIds the ids of up to 100 of them, in order
     */
    record ContactConflict(
            DeliveryAdmin.Channel channel,
            String masked,
            @Nullable String organization,
            int users,
            List<String> userIds) {
        /**
         * Copies the ids.
         *
         * @param channel the channel
         * @param masked the address or number, masked
         * @param organization the organization, or {@code null}
         * @param users how many users
         * @param userIds their ids; copied
         */
        public ContactConflict {
            userIds = List.copyOf(userIds);
        }
    }
}
