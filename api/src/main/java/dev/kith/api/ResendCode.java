package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The command to issue a new code for a contact with a pending code; the old code becomes void.
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param verification {@link Verification.SendCode} or {@link Verification.ReturnCode}; {@code null} to send the code with
 *     the default link
 */
public record ResendCode(
        Preconditions preconditions, String id, @Nullable Verification verification) {}
