package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The command to set the contact phone.
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param phone the new phone; {@code null} changes nothing
 */
public record SetContactPhone(Preconditions preconditions, String id, SetContact.@Nullable Phone phone) {}
