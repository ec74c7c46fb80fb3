package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
     * @return pointers into the document to rules that tie what a role may write to what it may not read, at most 50: such a
     *     role can learn from a refusal that the rule is broken
     * @throws SchemaRefused with a sentence that says what is wrong and where
     */
    List<String> vet(Json document) throws SchemaRefused;

    /**
     * Puts into a schema the documents beside it to which it refers (contract, ruling R77).
     *
     * @param name the path of the schema among the documents
     * @param document the schema
     * @param beside gives the documents by their paths, with slashes; asked only if the schema has a reference out of it
     * @return the schema with what it refers to; the schema itself if that is nothing
     * @throws SchemaRefused with a sentence that says what is wrong and where, also where there is no such document
     */
    Json bundle(String name, Json document, Supplier<Map<String, Json>> beside) throws SchemaRefused;

    /**
     * Compiles a document that is no schema yet, and keeps nothing of it.
     *
     * @param document the document
     * @return the compiled form
     * @throws SchemaRefused when the document cannot be used
     */
    DataSchema tentative(Json document) throws SchemaRefused;

    /**
     * Applies a merge patch (RFC 7396).
     *
     * @param document what the caller may see of what is patched
     * @param patch the patch
     * @param cover what is hidden from the caller
     * @return the result, or a refusal when the patch cannot be applied
     */
    Outcome<Patched> merge(Json document, Json patch, Cover cover);

    /**
     * Applies a JSON patch (RFC 6902).
     *
     * @param document what the caller may see of what is patched
     * @param steps the operations
     * @param cover what is hidden from the caller; an operation that reads a hidden place (test, copy, move) is refused, one
     *     that writes it is not judged here
     * @return the result, or a refusal when the patch cannot be applied
     */
    Outcome<Patched> apply(Json document, List<Step> steps, Cover cover);

    /**
     * What a patch comes to.
     *
     * @param document the document; it has what the patch puts in hidden places
     * @param removed the hidden places that the patch removes; what is put there as well is put there afterwards
     */
    record Patched(Json document, Set<List<String>> removed) {}

    /** What is hidden of a document from whoever patches it. */
    interface Cover {
        /** Nothing. */
        Cover NONE = (document, names) -> null;

        /**
         * Where a caller looks or writes in vain. The answer depends on what the caller may see, never on what is hidden.
         *
         * @param document the document as the caller may see it, with what its patch has changed so far
         * @param names the names that lead to the place
         * @return what hides the place, {@code null} where it is not hidden
         */
        @Nullable
        Covered over(Json document, List<String> names);
    }

    /**
     * A hidden place.
     *
     * @param nearest the pointer into the data of the nearest place that the caller may read
     * @param closed whether a patch cannot write here whatever the permission, as an array is in between
     */
    record Covered(String nearest, boolean closed) {
        /**
         * The refusal of a patch that has to do with the place.
         *
         * @return the problem
         */
        public Problem problem() {
            return Problem.data(List.of(violation(nearest)));
        }

        /**
         * What is told wherever hidden values are in the way: the same whatever they are, and whether there are any.
         *
         * @param field the pointer into the data of the nearest place that the caller may read
         * @return the violation
         */
        public static Violation violation(String field) {
            return new Violation(field, "PERMISSION", "A value that the caller may not read is in the way.");
        }
    }

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
         * What a caller may do with data.
         *
         * @param role who reads or writes
         * @param others further schemas whose permission keywords hide values; what may be written this one says alone
         * @return the access, for one call
         */
        DataAccess access(Role role, List<DataSchema> others);
    }

    /** What a caller may do with data, by the permission keyword (ruling R63). For one call, and one thread. */
    interface DataAccess {
        /**
         * The data without the values that the caller may not read.
         *
         * @param data the data
         * @return what is left
         */
        Json.Obj visible(Json.Obj data);

        /**
         * Whether a place is hidden.
         *
         * @param data the data as the caller may see it
         * @param names the names that lead to the place
         * @return what hides it, {@code null} where it is not hidden
         */
        @Nullable
        Covered covered(Json data, List<String> names);

        /**
         * Judges data that a caller wants to be stored.
         *
         * @param stored the stored data
         * @param wish what the caller wants
         * @return what is to be stored, or what is wrong
         */
        Verdict judge(Json.Obj stored, Wish wish);
    }

    /**
     * What a caller wants data to be.
     *
     * @param seen what the caller sees of the stored data
     * @param data what it is to see afterwards, and what is to be put in hidden places; what is hidden and not here stays
     * @param removed the hidden places whose values are removed before
     * @param occasion what happens to the user
     */
    record Wish(Json.Obj seen, Json.Obj data, Set<List<String>> removed, Occasion occasion) {}

    /** What happens to a user when its data is written. */
    enum Occasion {
        /** It is new: nothing is stored yet. */
        CREATED,
        /** It keeps its schema: what is sent back unchanged needs no permission to write. */
        CHANGED,
        /** It gets a schema with another id: every value that is not hidden needs the permission. */
        MOVED
    }

    /**
     * The outcome of a wish.
     *
     * @param data what is to be stored, with what is hidden from the caller
     * @param violations what is wrong, at most 50; where there are any, nothing is to be stored
     */
    record Verdict(Json.Obj data, List<Violation> violations) {}

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

        private final String pointer;
        private final RefusalReason reason;

        /**
         * Says what is wrong with the document as a whole.
         *
         * @param reason why
         * @param message one sentence
         */
        public SchemaRefused(RefusalReason reason, String message) {
            this(reason, "", message);
        }

        /**
         * Says what is wrong and where.
         *
         * @param reason why
         * @param pointer JSON Pointer into the document
         * @param message one sentence
         */
        public SchemaRefused(RefusalReason reason, String pointer, String message) {
            super(message);
            this.pointer = pointer;
            this.reason = reason;
        }

        /**
         * The refusal as whoever sent the document gets it.
         *
         * @return the problem
         */
        public Problem problem() {
            return Problem.schema(new Violation(pointer, reason.name(), String.valueOf(getMessage())));
        }
    }

    /** Why a document cannot serve as a schema (contract, ruling R28). */
    enum RefusalReason {
        /** The version of JSON Schema that it names is unknown. */
        VERSION,
        /** It is not what its version of JSON Schema allows. */
        META_SCHEMA,
        /** A reference leads out of it, or nowhere; an identifier cannot be used. */
        REFERENCE,
        /** Its references lead in circles, or apply too many schemas to one value. */
        RECURSION,
        /** A regular expression cannot be used. */
        PATTERN,
        /** A permission keyword cannot be used. */
        PERMISSION,
        /** It is too large. */
        SIZE
    }
}
