package dev.kith.api;

/**
 * Names the user of a call that needs nothing else.
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 */
public record UserRef(Preconditions preconditions, String id) {}
