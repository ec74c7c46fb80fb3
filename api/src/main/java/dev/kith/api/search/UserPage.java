package dev.kith.api.search;

import dev.kith.api.UserView;
import java.time.Instant;
import java.util.List;

/**
 * One page of a search for users.
 *
 * @param limit the limit that was applied; where the data of the users is too much for one page, how many it has
 * @param total the number of all results that the caller may see, on whatever page
 * @param timestamp when the page was read
 * @param users the results of the page, in order; of each the data that the caller may read
 */
public record UserPage(int limit, long total, Instant timestamp, List<UserView> users) {
    /**
     * Copies the results.
     *
     * @param limit the limit that was applied
     * @param total the number of all results
     * @param timestamp when the page was read
     * @param users the results of the page; copied
     */
    public UserPage {
        users = List.copyOf(users);
    }
}
