package dev.kith.api;

/**
 * Keeps the user schemas of the default {@code UserSchemaProvider}.
 *
 * <p>A schema has an id, a type (its name for people) and revisions counted from 1. Safe for several threads, also on
 * several nodes that share a database.
 */
public interface UserSchemas {
    /**
     * Registers a schema, or a new revision of it. A document that equals the newest revision's (as JSON) changes nothing.
     *
     * @param id the schema's id, 1 to 200 characters
     * @param type the schema's type, 1 to 200 characters, unique
     * @param document the JSON Schema
     * @return the newest revision; or {@link ProblemCode#SCHEMA_INVALID} with a text that says what is wrong,
     *     {@link ProblemCode#SCHEMA_EXISTS} where another schema has the type, {@link ProblemCode#SCHEMA_INACTIVE} where
     *     the schema is inactive or deleted
     */
    Outcome<Integer> register(String id, String type, Json document);

    /**
     * Makes an active schema inactive: data that follows it cannot be changed.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_INACTIVE} where it is not active
     */
    Outcome<Integer> deactivate(String id);

    /**
     * Makes an inactive schema active.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_NOT_INACTIVE} where it is not inactive
     */
    Outcome<Integer> reactivate(String id);

    /**
     * Deletes a schema. Users that follow it stay and can be read; their data cannot be patched.
     *
     * @param id the schema's id
     * @return the newest revision, or {@link ProblemCode#SCHEMA_NOT_FOUND}
     */
    Outcome<Integer> delete(String id);
}
