package dev.kith.api;

/**
 * The user schemas of the default {@code UserSchemaProvider}, for programs that contain Kith: no permission is asked for, and
 * ids are chosen by the program. {@code dev.kith.api.schemas.UserSchemaService} has the calls of the wire.
 *
 * <p>A schema has an id, a type (its human-readable name) and revisions numbered from 1. Thread-safe, also across nodes
 * that share a database.
 */
public interface UserSchemas {
    /**
     * Registers a schema, or a new revision of it. A document equal (as JSON) to that of the newest revision changes
     * nothing.
     *
     * @param id the schema's id, 1 to 200 characters
     * @param type the schema's type, 1 to 200 characters without control characters, unique without regard to case
     * @param document the JSON Schema
     * @return the newest revision; or {@link ProblemCode#SCHEMA_INVALID} with a text that says what is wrong,
     *     {@link ProblemCode#SCHEMA_EXISTS} if another schema has the type, {@link ProblemCode#SCHEMA_INACTIVE} if the
     *     schema is inactive or deleted, {@link ProblemCode#FIELD_RULE} if the id or type is not of that form
     */
    Outcome<Integer> register(String id, String type, Json document);

    /**
     * Makes an active schema inactive: the data of its users cannot be changed.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_INACTIVE} if it is not active
     */
    Outcome<Integer> deactivate(String id);

    /**
     * Makes an inactive schema active.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_NOT_INACTIVE} if it is not inactive
     */
    Outcome<Integer> reactivate(String id);

    /**
     * Deletes a schema. Its users remain and can be read; their data cannot be patched.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_NOT_FOUND}
     */
    Outcome<Integer> delete(String id);
}
