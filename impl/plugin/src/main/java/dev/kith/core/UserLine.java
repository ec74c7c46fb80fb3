package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.SetContact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a line of an import says of a user; {@code null} for what it does not say.
 *
 * @param number the line's number, counted from 1
 * @param userId the user's id
 * @param organization the organization
 * @param schemaId the schema, by its id
 * @param schemaType the schema, by its type
 * @param data the data
 * @param contact the contacts; what is verified is vouched for
 * @param state the state
 * @param created when the user was created, to the microsecond
 */
record UserLine(
        long number,
        String userId,
        @Nullable String organization,
        @Nullable String schemaId,
        @Nullable String schemaType,
        Json.@Nullable Obj data,
        SetContact contact,
        @Nullable LineState state,
        @Nullable Instant created) {

    /**
     * The state of a user.
     *
     * @param active whether it is active, or will be once it is unlocked; {@code null} where a locked user's line does not say
     * @param locked whether it is locked
     */
    record LineState(@Nullable Boolean active, boolean locked) {}

    /** Leaves everything but the number out. */
    @Override
    public String toString() {
        return "UserLine[" + number + "]";
    }
}
