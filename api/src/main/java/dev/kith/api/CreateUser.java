package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Create a user.
 *
 * @param preconditions the instance, and the organization that the user is to belong to (required)
 * @param user the new user, or {@code null} for one without members
 */
public record CreateUser(
        Preconditions preconditions, @Nullable NewUser user) {
    /**
     * The new user.
     *
     * @param schemaId the schema, 1 to 200 characters; its newest revision is taken
     * @param data the data, or {@code null} for none
     * @param contact the contacts, or {@code null} for none
     * @param userId the id, 1 to 200 characters, or {@code null} to have one made
     */
    public record NewUser(
            String schemaId,
            Json.@Nullable Obj data,
            @Nullable SetContact contact,
            @Nullable String userId) {}
}
