package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Issue a new code for a contact that waits for one; the old code is void.
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param verification {@link Verification.SendCode} or {@link Verification.ReturnCode}; {@code null} to send the code with
 *     the default link
 */
public record ResendCode(
        Preconditions preconditions, String id, @Nullable Verification verification) {}
