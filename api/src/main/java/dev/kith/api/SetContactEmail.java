package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Set the contact e-mail.
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param email the new e-mail; {@code null} changes nothing
 */
public record SetContactEmail(Preconditions preconditions, String id, SetContact.@Nullable Email email) {}
