package dev.kith.api.search;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;

/**
 * The call that searches users, as it is offered over JSON and gRPC (contract, section S12).
 *
 * <p>Thread-safe. Reads the tables that the other calls write: what a call has stored, the next search finds. {@link
 * dev.kith.api.UserAccounts.Unavailable} means that something which the call needs does not answer at the moment.
 */
public interface UserSearch {
    /**
     * Searches the users that the caller may read: all of them, those of some organizations, and always itself. Everybody else
     * is neither found nor counted. Who may read nobody gets an empty page and no refusal.
     *
     * <p>Checks, in this order: the members' rules, the feature switch, the limits of the page and of the filters, whether the
     * filters are offered, how far the caller may see; the first check that fails refuses the call.
     *
     * @param caller the caller
     * @param command the filters, the order and the page
     * @return the page, or the refusal: among others {@link ProblemCode#FILTER_NOT_OFFERED} with the place of the filter, {@link
     *     ProblemCode#SEARCH_SCOPE} where too many organizations or schemas would have to be looked at one by one, {@link
     *     ProblemCode#SEARCH_TIME} where the database needs longer than the setting {@code kith.search.time} says
     */
    Outcome<UserPage> search(Caller caller, SearchUsers command);
}
