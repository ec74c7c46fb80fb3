package dev.kith.api.schemas;

import dev.kith.api.Preconditions;
import java.util.List;

/**
 * The command to search user schemas, a page at a time (contract, sections S10 and S11).
 *
 * @param preconditions the instance; organization and version have no meaning here
 * @param offset how many results come before the page; at most the limit of the setting {@code kith.search.max-offset}
 * @param limit the maximum number of results of the page, at most 1,000; 0 for 100
 * @param descending whether the order is reversed
 * @param column what the results are sorted by; the id decides between equal values
 * @param filters the filters, all of which must apply; at most 100 with those inside of others
 */
public record SearchUserSchemas(
        Preconditions preconditions,
        long offset,
        long limit,
        boolean descending,
        Column column,
        List<SchemaFilter> filters) {
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
    public SearchUserSchemas {
        filters = List.copyOf(filters);
    }

    /** What schemas can be sorted by. */
    public enum Column {
        /** The time of creation. */
        UNSPECIFIED,
        /** The type, by code points. */
        TYPE,
        /** The state: active ones first. */
        STATE,
        /** The newest revision. */
        REVISION,
        /** The time of the last change. */
        CHANGE_DATE,
        /** The time of creation. */
        CREATION_DATE,
        /** A number that the service definition does not have; breaks the rule of the member. */
        UNRECOGNIZED
    }
}
