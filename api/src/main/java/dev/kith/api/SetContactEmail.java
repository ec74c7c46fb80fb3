package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The command to set the contact e-mail.
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param email the new e-mail; {@code null} changes nothing
 */
public record SetContactEmail(Preconditions preconditions, String id, SetContact.@Nullable Email email) {}
