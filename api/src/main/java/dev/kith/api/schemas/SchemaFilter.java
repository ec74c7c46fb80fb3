package dev.kith.api.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which user schemas a search finds (contract, section S11). */
public sealed interface SchemaFilter {
    /** Nothing is given, which breaks a field rule. */
    record Nothing() implements SchemaFilter {}

    /**
     * Any of its parts applies.
     *
     * @param queries the parts, at least one
     */
    record Or(List<SchemaFilter> queries) implements SchemaFilter {
        /**
         * Copies the parts.
         *
         * @param queries the parts; copied
         */
        public Or {
            queries = List.copyOf(queries);
        }
    }

    /**
     * All of its parts apply.
     *
     * @param queries the parts, at least one
     */
    record And(List<SchemaFilter> queries) implements SchemaFilter {
        /**
         * Copies the parts.
         *
         * @param queries the parts; copied
         */
        public And {
            queries = List.copyOf(queries);
        }
    }

    /**
     * Its part does not apply.
     *
     * @param filter the part; {@code null} breaks a field rule
     */
    record Not(@Nullable SchemaFilter filter) implements SchemaFilter {}

    /**
     * Compares the id.
     *
     * @param id the text, 1 to 200 characters
     * @param method how it is compared
     */
    record ById(String id, TextFilterMethod method) implements SchemaFilter {}

    /**
     * Compares the type.
     *
     * @param type the text, at most 200 characters
     * @param method how it is compared
     */
    record ByType(String type, TextFilterMethod method) implements SchemaFilter {}

    /**
     * Compares the state.
     *
     * @param state the state
     */
    record ByState(SchemaState state) implements SchemaFilter {}
}
