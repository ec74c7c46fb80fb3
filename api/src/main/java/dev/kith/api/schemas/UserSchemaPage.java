package dev.kith.api.schemas;

import java.time.Instant;
import java.util.List;

/**
 * One page of a search for user schemas.
 *
 * @param limit the limit that was applied
 * @param total the number of all results, on whatever page
 * @param timestamp when the page was read
 * @param column what the results are sorted by
 * @param schemas the results of the page, in order
 */
public record UserSchemaPage(
        int limit, long total, Instant timestamp, SearchUserSchemas.Column column, List<UserSchemaView> schemas) {
    /**
     * Copies the results.
     *
     * @param limit the limit that was applied
     * @param total the number of all results
     * @param timestamp when the page was read
     * @param column what the results are sorted by
     * @param schemas the results of the page; copied
     */
    public UserSchemaPage {
        schemas = List.copyOf(schemas);
    }
}
