package dev.kith.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Provides the JSON Schemas for the data of users.
 *
 * <p><b>Called</b> by the domain service for the schema of a user, and when a compiled schema is not in the cache.
 * <b>Thread</b>: the request thread, inside its transaction; it must answer fast, from memory if possible.
 * <b>How often</b>: {@link #newest} once for a patch or a creation, {@link #revision} once for each revision that is
 * compiled, and for reading users of an older revision, {@link #all} once for each search of schemas; one instance serves all
 * calls, several at a time.
 * <b>Order</b>: none. <b>Failure</b>: if it throws, the request fails with an internal error; nothing is stored.
 * <b>Null</b>: never passed, must not be returned. <b>Repetition</b>: any call may be repeated; the document of a
 * revision, once returned, never changes.
 *
 * <p>Every document is checked before it is used (size, depth, reference cycles, patterns, external references); with one
 * that is refused, the call fails with "User Schema invalid" (contract, section 14, ruling R22).
 */
public interface UserSchemaProvider {
    /**
     * Returns the name by which the configuration selects this provider.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Returns the newest revision of a schema.
     *
     * @param schemaId the schema's id
     * @return the schema, active or not; empty if there is none or it has been deleted
     */
    Optional<UserSchema> newest(String schemaId);

    /**
     * Returns one revision of a schema, even of a deleted one.
     *
     * @param schemaId the schema's id
     * @param revision the revision, starting at 1
     * @return the schema, active or not; empty if there never was such a revision
     */
    Optional<UserSchema> revision(String schemaId, int revision);

    /**
     * Returns the documents that lie beside a revision, to which it may refer by their identifiers or, relative to each
     * other, by their names. The revision itself has the name {@code <id>.json} among them. Nothing is ever fetched: a
     * reference that leads to none of them makes the schema unusable. Called when the revision is compiled; the answer for
     * a revision never changes, since its users' data has been checked with it.
     *
     * @param schema the revision
     * @return name to document as JSON text; a name is a relative path with slashes, such as {@code common/address.json};
     *     by default there are none
     */
    default Map<String, String> documentsBeside(UserSchema schema) {
        return Map.of();
    }

    /**
     * Returns all schemas, each in its newest revision, without those that have been deleted. The calls that search schemas need
     * it; where it is not offered, they are refused.
     *
     * @return the schemas, in any order; empty if this provider cannot list them, as this method says
     */
    default Optional<Collection<UserSchema>> all() {
        return Optional.empty();
    }

    /**
     * One revision of a schema.
     *
     * @param id the schema's id
     * @param type the schema's type (its human-readable name)
     * @param revision the revision, starting at 1
     * @param active whether the data of its users may be changed; the same for all revisions of a schema
     * @param document the JSON Schema as JSON text
     */
    record UserSchema(String id, String type, int revision, boolean active, String document) {}
}
