package dev.kith.api;

/**
 * The command of a call that needs only to name its user.
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id, 1 to 200 characters
 */
public record UserRef(Preconditions preconditions, String id) {}
