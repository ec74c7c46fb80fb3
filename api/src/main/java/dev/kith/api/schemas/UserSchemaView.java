package dev.kith.api.schemas;

import dev.kith.api.Json;
import java.util.List;

/**
 * The newest revision of a user schema.
 *
 * @param details id, instance and times
 * @param version the schema's version: opaque; two versions are equal exactly when nothing was stored in between
 * @param type the human-readable name
 * @param document the JSON Schema; the boolean schemas are given in their form as objects, {@code {}} and {@code {"not":{}}}
 * @param authenticators the ways to sign in that the schema names
 * @param state active or inactive
 * @param revision the number of the newest revision, starting at 1
 */
public record UserSchemaView(
        SchemaDetails details,
        String version,
        String type,
        Json.Obj document,
        List<AuthenticatorType> authenticators,
        SchemaState state,
        int revision) {
    /**
     * Copies the authenticators.
     *
     * @param details id, instance and times
     * @param version the schema's version
     * @param type the human-readable name
     * @param document the JSON Schema
     * @param authenticators the ways to sign in that the schema names; copied
     * @param state active or inactive
     * @param revision the number of the newest revision
     */
    public UserSchemaView {
        authenticators = List.copyOf(authenticators);
    }
}
