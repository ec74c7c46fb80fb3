package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * Set the contact phone.
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param phone the new phone; {@code null} changes nothing
 */
public record SetContactPhone(Preconditions preconditions, String id, SetContact.@Nullable Phone phone) {}
