package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The command to create a user.
 *
 * @param preconditions the instance, and the organization that the user will belong to (required)
 * @param user the new user; {@code null} is refused with {@link ProblemCode#SCHEMA_ID_MISSING}
 */
public record CreateUser(
        Preconditions preconditions, @Nullable NewUser user) {
    /**
     * The new user.
     *
     * @param schemaId the schema, 1 to 200 characters; its newest revision is used
     * @param data the data, or {@code null} for none
     * @param contact the contacts, or {@code null} for none
     * @param userId the id, 1 to 200 characters, or {@code null} to have one generated
     */
    public record NewUser(
            String schemaId,
            Json.@Nullable Obj data,
            @Nullable SetContact contact,
            @Nullable String userId) {}
}
