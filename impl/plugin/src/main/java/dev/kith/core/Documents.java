package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem.Violation;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port: JSON Schema and JSON patches. Safe for several threads. */
public interface Documents {
    /**
     * The compiled form of a schema's revision, vetted and compiled at its first use and kept.
     *
     * @param schema the schema's revision
     * @return the compiled form
     * @throws SchemaRefused when the document cannot be used
     */
    DataSchema compile(UserSchema schema) throws SchemaRefused;

    /**
     * The compiled form of a revision where it is kept already.
     *
     * @param schemaId the schema's id
     * @param revision the revision
     * @return the compiled form, empty when it has to be compiled
     */
    Optional<DataSchema> compiled(String schemaId, int revision);

    /**
     * Vets a document that is to become a schema.
     *
     * @param document the document
     * @throws SchemaRefused with a sentence that says what is wrong and where
     */
    void vet(Json document) throws SchemaRefused;

    /**
     * Applies a merge patch (RFC 7396).
     *
     * @param target what is patched
     * @param patch the patch
     * @return the result
     */
    Json merge(Json target, Json patch);

    /**
     * Applies a JSON patch (RFC 6902).
     *
     * @param document what is patched
     * @param steps the operations
     * @param visible what the caller may see of a document; an operation that reads a place (test, copy, move) where the
     *     document and what is visible of it differ cannot be applied, so that a patch is no way to read
     * @return the result, empty when the patch cannot be applied
     */
    Optional<Json> apply(Json document, List<Step> steps, UnaryOperator<Json> visible);

    /** A schema, ready to judge data. Safe for several threads. */
    interface DataSchema {
        /**
         * Where data does not fit the schema.
         *
         * @param data the data
         * @return the faults, at most 50; empty when it fits
         */
        List<Violation> faults(Json.Obj data);

        /**
         * Where data does not fit the schema, as a caller may know it: what is wrong with a value that the role may not read
         * is reported at the nearest place that it may, without place and keyword of the value.
         *
         * @param data the data
         * @param role whose faults are reported
         * @return the faults, at most 50; empty when it fits
         */
        List<Violation> faults(Json.Obj data, Role role);

        /**
         * Where a caller lacks the permission to write.
         *
         * @param before the stored data; when the schema's id changes, an empty object
         * @param after the data as it is to be
         * @param role who writes
         * @return the faults, at most 50: every value in a place whose permission keyword does not let the role write, and
         *     that is not the same before and after
         */
        List<Violation> denials(Json.Obj before, Json.Obj after, Role role);

        /**
         * The data without the values that a caller may not read.
         *
         * @param data the data
         * @param role who reads
         * @return what is left
         */
        Json.Obj visible(Json.Obj data, Role role);
    }

    /** The two roles of the permission keyword. */
    enum Role {
        /** The user itself. */
        SELF,
        /** Everybody else who may write the user. */
        OWNER
    }

    /** A document that cannot serve as a schema. */
    final class SchemaRefused extends Exception {
        private static final long serialVersionUID = 1L;

        /**
         * Says what is wrong and where.
         *
         * @param message one sentence
         */
        public SchemaRefused(String message) {
            super(message);
        }
    }
}
