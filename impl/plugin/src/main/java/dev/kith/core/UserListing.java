package dev.kith.core;

import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.core.UserCondition.SchemaRevision;
import dev.kith.core.UserStore.Found;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users as one search reads them, for its thread alone. Statement counts in brackets. Every method throws {@link TookTooLong}
 * when the time of the search is over.
 */
public interface UserListing {
    /**
     * Whether the storage has the types of schemas.
     *
     * @return false where a provider of the host has the schemas
     */
    boolean knowsTypes();

    /**
     * Organizations that have users [1 SELECT].
     *
     * @param most how many at the most
     * @return their ids
     */
    List<String> organizations(int most);

    /**
     * What the data of users follows [1 SELECT].
     *
     * @param most how many at the most
     * @return the revisions of schemas
     */
    List<SchemaRevision> revisions(int most);

    /**
     * The users of a page [1 SELECT].
     *
     * @param condition which users
     * @param order in which order
     * @param offset how many users come before
     * @param limit how many at the most
     * @return the users, in order
     */
    List<ListedId> page(UserCondition condition, UserOrder order, long offset, int limit);

    /**
     * How many users there are [1 SELECT].
     *
     * @param condition which users
     * @return the number
     */
    long count(UserCondition condition);

    /**
     * Reads users with their contacts [1 SELECT].
     *
     * @param ids the users' ids; at least one
     * @return the users in this order, without those that are not there any more
     */
    List<ListedUser> users(List<String> ids);

    /**
     * A user of a page.
     *
     * @param id the user's id
     * @param size how much its data is, as far as the storage knows: in bytes or in characters
     */
    record ListedId(String id, long size) {}

    /**
     * A user that was read.
     *
     * @param found the user
     * @param schemaType the type of its schema, {@code null} where the storage does not know it
     */
    record ListedUser(Found found, @Nullable String schemaType) {}

    /**
     * The order of users. The id decides between equal values; users without a value come last, whatever the direction.
     *
     * @param column what they are sorted by
     * @param descending whether values and ids descend
     * @param ranks the place of each type among the types, where the storage does not know them and they are sorted by
     */
    record UserOrder(UserColumn column, boolean descending, Map<SchemaRevision, Integer> ranks) {
        /** Copies the ranks. */
        public UserOrder {
            ranks = Map.copyOf(ranks);
        }
    }

    /** The time of a search is over. */
    final class TookTooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The time is over. */
        public TookTooLong() {
            super("the search took too long", null, false, false);
        }
    }
}
