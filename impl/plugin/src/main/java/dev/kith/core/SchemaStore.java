package dev.kith.core;

import dev.kith.api.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the schemas are that the calls of the schema service are about. Thread-safe. Statement counts in brackets. */
public interface SchemaStore {
    /**
     * Whether schemas can be created here.
     *
     * @return false where a provider of the host has the schemas
     */
    boolean isWritable();

    /**
     * Reads a schema in its newest revision [1 SELECT].
     *
     * @param id the schema's id
     * @return the schema, empty if there is none or it was deleted
     */
    Optional<StoredSchema> find(String id);

    /**
     * Lists schemas [1 SELECT].
     *
     * @param narrowing what the storage may look up instead of listing everything; what it returns beyond that does no harm
     * @return the schemas in any order; empty if they cannot be listed
     */
    Optional<List<SchemaEntry>> list(Narrowing narrowing);

    /**
     * Adds the documents to entries [1 SELECT where some are not cached].
     *
     * @param entries the entries
     * @return the schemas, in the same order; without those that were deleted or changed in the meantime beyond recognition
     */
    List<StoredSchema> withDocuments(List<SchemaEntry> entries);

    /**
     * Works in one transaction of its own: committed when the work returns, rolled back when it throws.
     *
     * @param again whether the same work was contended before
     * @param work what to do; must not keep the session
     * @param <T> what it gives back
     * @return what the work gave back, once it is committed
     * @throws UserStore.Contended when another transaction was in the way
     */
    <T> T transaction(boolean again, Function<SchemaSession, T> work);

    /**
     * Reads users that follow a schema, by id [1 SELECT].
     *
     * @param schemaId the schema's id
     * @param after the id behind which to begin, {@code null} for the first users
     * @param most how many at the most
     * @return the users
     */
    List<SchemaUser> users(String schemaId, @Nullable String after, int most);

    /**
     * What a search names exactly, so that the storage may look it up.
     *
     * @param id the only id, {@code null} for any
     * @param foldedType the only type in its folded form, {@code null} for any
     */
    record Narrowing(@Nullable String id, @Nullable String foldedType) {}

    /**
     * A schema with the document of its newest revision.
     *
     * @param entry the schema
     * @param document the JSON Schema as JSON text
     */
    record StoredSchema(SchemaEntry entry, String document) {}

    /**
     * A user as far as a schema is concerned.
     *
     * @param id the user's id
     * @param data the user's data
     */
    record SchemaUser(String id, Json.Obj data) {}

    /** The schemas as seen by one transaction, for its thread alone. */
    interface SchemaSession {
        /**
         * Reads a schema in its newest revision [1 SELECT].
         *
         * @param id the schema's id
         * @return the schema, empty if there is none or it was deleted
         */
        Optional<StoredSchema> find(String id);

        /**
         * Whether another schema has a type, without regard to case [1 SELECT].
         *
         * @param type the type
         * @param ownId the schema that may have it
         * @return true if so
         */
        boolean isTypeTaken(String type, String ownId);

        /**
         * Stores a new schema [2 INSERT].
         *
         * @param entry the schema
         * @param document the document of its first revision
         * @throws UserStore.Contended when its type was taken in the meantime
         */
        void insert(SchemaEntry entry, String document);

        /**
         * Stores a changed schema [1 UPDATE, 1 INSERT for another revision].
         *
         * @param before the schema as it was read
         * @param after the schema as it is to be
         * @param document the document of the new revision, {@code null} where there is none
         * @throws UserStore.Contended when it was changed, or its new type was taken, in the meantime
         */
        void update(SchemaEntry before, SchemaEntry after, @Nullable String document);

        /**
         * Marks a schema as deleted [1 UPDATE].
         *
         * @param before the schema as it was read
         * @param after its last state
         * @throws UserStore.Contended when it was changed in the meantime
         */
        void delete(SchemaEntry before, SchemaEntry after);

        /**
         * Whether any user follows a schema [1 SELECT].
         *
         * @param id the schema's id
         * @return true if so
         */
        boolean hasUsers(String id);
    }
}
