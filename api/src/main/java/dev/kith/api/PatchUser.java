package dev.kith.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change a user's schema, data or contacts, all or nothing (contract, section 10).
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id
 * @param change what to change; {@code null} changes nothing and does not even look at the schema
 */
public record PatchUser(
        Preconditions preconditions, String id, @Nullable Change change) {

    /** What to change, in one of three notations. */
    public sealed interface Change {
        /**
         * Members of the user that are replaced as a whole.
         *
         * @param schemaId the new schema, 1 to 200 characters, or {@code null} to stay with the present one
         * @param data the new data, or {@code null} to keep the present data
         * @param contact the new contacts, or {@code null} to keep the present ones
         */
        record Members(
                @Nullable String schemaId,
                Json.@Nullable Obj data,
                @Nullable SetContact contact) implements Change {}

        /**
         * A merge patch (RFC 7396) for the user's document {@code {"schemaId", "data", "contact": {"email":
         * {"address"}, "phone": {"number"}}}}.
         *
         * @param patch the patch
         */
        record MergePatch(Json patch) implements Change {}

        /**
         * A JSON patch (RFC 6902) for the same document as {@link MergePatch}'s.
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
             * @param path JSON Pointer of the place
             * @param from JSON Pointer of the source ({@link Op#MOVE} and {@link Op#COPY}), else {@code null}
             * @param value the value ({@link Op#ADD}, {@link Op#REPLACE}, {@link Op#TEST}), else {@code null}
             */
            public record Step(
                    Op op,
                    String path,
                    @Nullable String from,
                    @Nullable Json value) {}

            /** The operations of RFC 6902. */
            public enum Op {
                /** Put a value in a place. */
                ADD,
                /** Take a value away. */
                REMOVE,
                /** Put a value in the place of another. */
                REPLACE,
                /** Take a value away and put it elsewhere. */
                MOVE,
                /** Put a copy of a value elsewhere. */
                COPY,
                /** Go on only if the place holds this value. */
                TEST
            }
        }
    }
}
