package dev.kith.api.search;

import dev.kith.api.Preconditions;
import java.util.List;

/**
 * The command to search users, a page at a time (contract, sections S10 and S12).
 *
 * @param preconditions the instance; organization and version have no meaning here
 * @param offset how many results come before the page; at most the limit of the setting {@code kith.search.max-offset}
 * @param limit the maximum number of results of the page, at most 1,000; 0 for 100
 * @param descending whether the order is reversed
 * @param column what the results are sorted by; the id decides between equal values, and users without a value come last
 * @param filters the filters, all of which must apply; at most 100 with those inside of others
 */
public record SearchUsers(
        Preconditions preconditions,
        long offset,
        long limit,
        boolean descending,
        UserColumn column,
        List<UserFilter> filters) {
    /**
     * Copies the filters.
     *
     * @param preconditions the instance
     * @param offset how many results come before the page
     * @param limit the maximum number of results of the page
     * @param descending whether the order is reversed
     * @param column what the results are sorted by
     * @param filters the filters; copied
     */
    public SearchUsers {
        filters = List.copyOf(filters);
    }

    /**
     * The first 100 users to which filters apply, by the time of their creation.
     *
     * @param filters the filters, all of which must apply
     * @return the command
     */
    public static SearchUsers where(UserFilter... filters) {
        return new SearchUsers(Preconditions.NONE, 0, 0, false, UserColumn.UNSPECIFIED, List.of(filters));
    }

    /** What users can be sorted by; texts by their code points. */
    public enum UserColumn {
        /** The time of creation. */
        UNSPECIFIED,
        /** The id. */
        ID,
        /** The time of creation. */
        CREATION_DATE,
        /** The time of the last change. */
        CHANGE_DATE,
        /** The contact e-mail. */
        EMAIL,
        /** The contact phone. */
        PHONE,
        /** The state: active, then inactive, then locked users. */
        STATE,
        /** The id of the schema. */
        SCHEMA_ID,
        /** The type of the schema. */
        SCHEMA_TYPE,
        /** A number that the service definition does not have; breaks the rule of the member. */
        UNRECOGNIZED
    }
}
