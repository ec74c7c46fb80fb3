package dev.kith.api.schemas;

import dev.kith.api.Json;
import dev.kith.api.Preconditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command to change an active user schema, all or nothing (contract, section S7).
 *
 * @param preconditions the instance and the version in which the schema is expected, and whether this is a dry run, which also
 *     counts the users whose data would not fit (contract, ruling R43); an organization has no meaning here
 * @param id the schema's id, 1 to 200 characters
 * @param change what to change
 */
public record PatchUserSchema(Preconditions preconditions, String id, SchemaChange change) {
    /**
     * What to change; what is {@code null} or empty stays as it is.
     *
     * @param type the new human-readable name, 1 to 200 characters, unique without regard to case
     * @param document the JSON Schema; one that differs as a JSON value becomes the next revision
     * @param authenticators replace the present ones; each at most once
     */
    public record SchemaChange(
            @Nullable String type, Json.@Nullable Obj document, List<AuthenticatorType> authenticators) {
        /** Changes nothing. */
        public static final SchemaChange NOTHING = new SchemaChange(null, null, List.of());

        /**
         * Copies the authenticators.
         *
         * @param type the new human-readable name, or {@code null}
         * @param document the JSON Schema, or {@code null}
         * @param authenticators replace the present ones; copied
         */
        public SchemaChange(
                @Nullable String type, Json.@Nullable Obj document, List<AuthenticatorType> authenticators) {
            this.type = type;
            this.document = document;
            this.authenticators = List.copyOf(authenticators);
        }
    }
}
