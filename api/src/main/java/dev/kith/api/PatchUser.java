package dev.kith.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command to change a user's schema, data or contacts, all or nothing (contract, section 10).
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id
 * @param change what to change; {@code null} changes nothing and does not check the schema
 */
public record PatchUser(
        Preconditions preconditions, String id, @Nullable Change change) {

    /** What to change, in one of three notations. */
    public sealed interface Change {
        /**
         * Members of the user, each replaced as a whole.
         *
         * @param schemaId the new schema, 1 to 200 characters, or {@code null} to keep the current one
         * @param data the new data, or {@code null} to keep the current data
         * @param contact the new contacts, or {@code null} to keep the current ones
         */
        record Members(
                @Nullable String schemaId,
                Json.@Nullable Obj data,
                @Nullable SetContact contact) implements Change {}

        /**
         * A JSON Merge Patch (RFC 7396) for the user's document {@code {"schemaId", "data", "contact": {"email":
         * {"address"}, "phone": {"number"}}}}. A contact that is missing in the result is removed (contract, ruling R78).
         *
         * @param patch the patch
         */
        record MergePatch(Json patch) implements Change {}

        /**
         * A JSON Patch (RFC 6902) for the same document as {@link MergePatch}.
         *
         * @param operations the operations, in order
         */
        record JsonPatch(List<Step> operations) implements Change {
            /**
             * Copies the operations.
             *
             * @param operations the operations in order; copied
             */
            public JsonPatch {
                operations = List.copyOf(operations);
            }

            /**
             * One operation of RFC 6902, section 4.
             *
             * @param op what to do
             * @param path JSON Pointer (RFC 6901) of the target
             * @param from JSON Pointer of the source ({@link Op#MOVE} and {@link Op#COPY}), otherwise {@code null}
             * @param value the value ({@link Op#ADD}, {@link Op#REPLACE}, {@link Op#TEST}), otherwise {@code null}
             */
            public record Step(
                    Op op,
                    String path,
                    @Nullable String from,
                    @Nullable Json value) {}

            /** The operations of RFC 6902. */
            public enum Op {
                /** Add a value at the target. */
                ADD,
                /** Remove the target. */
                REMOVE,
                /** Replace the target by a value. */
                REPLACE,
                /** Remove the source and add its value at the target. */
                MOVE,
                /** Add a copy of the source at the target. */
                COPY,
                /** Continue only if the target equals the value. */
                TEST
            }
        }
    }
}
