package dev.kith.spi;

import java.util.Optional;

/**
 * Knows the JSON Schemas that the data of users follows.
 *
 * <p><b>Called</b> by the domain service for the schema of a user, and when a compiled schema is not in the cache.
 * <b>Thread</b>: the thread of the request, inside its transaction; it must answer fast, from memory where it can.
 * <b>How often</b>: {@link #newest} once for a patch or a creation, {@link #revision} once for each revision that is
 * compiled, and for reading users of an older revision. One instance serves all calls, several at a time. <b>Order</b>:
 * none. <b>Failure</b>: anything thrown fails the request as an internal error; nothing is stored. <b>Null</b>: never
 * passed, never to be returned. <b>Repetition</b>: any call may come again; a revision, once given out, never changes its
 * document.
 *
 * <p>Every document is vetted before it is used (size, depth, reference cycles, patterns, references to the outside); one
 * that fails makes the call fail with "User Schema invalid" (contract, section 14, ruling R22).
 */
public interface UserSchemaProvider {
    /**
     * The name by which the configuration picks this provider.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * The newest revision of a schema.
     *
     * @param schemaId the schema's id
     * @return the schema, active or not; empty where there is none or it has been deleted
     */
    Optional<UserSchema> newest(String schemaId);

    /**
     * One revision of a schema, also of a deleted one.
     *
     * @param schemaId the schema's id
     * @param revision the revision, from 1
     * @return the schema, active or not; empty where there never was one
     */
    Optional<UserSchema> revision(String schemaId, int revision);

    /**
     * One revision of a schema.
     *
     * @param id the schema's id
     * @param type the schema's type: its name for people
     * @param revision the revision, from 1
     * @param active whether data that follows the schema may be changed; true or false for the schema as a whole
     * @param document the JSON Schema as JSON text
     */
    record UserSchema(String id, String type, int revision, boolean active, String document) {}
}
