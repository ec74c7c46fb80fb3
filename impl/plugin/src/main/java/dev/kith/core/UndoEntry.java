package dev.kith.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of a verified contact that the link of a notice can undo.
 *
 * @param id the notice
 * @param tokenHash the SHA-256 of the link's token (base64url)
 * @param userId the user
 * @param userCreated when the user was created: a later user of the same id is another one
 * @param channel the contact
 * @param value the address or number that was replaced, sealed
 * @param made when it was replaced; unique among the changes of a user
 * @param used when this or an earlier replacement was undone, {@code null} for not yet
 */
public record UndoEntry(
        String id,
        String tokenHash,
        String userId,
        Instant userCreated,
        ContactChannel channel,
        OutboxMessage.Sealed value,
        Instant made,
        @Nullable Instant used) {

    /** Leaves the value out. */
    @Override
    public String toString() {
        return "UndoEntry[" + id + "]";
    }
}
