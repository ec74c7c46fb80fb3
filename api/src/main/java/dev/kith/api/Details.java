package dev.kith.api;

import java.time.Instant;

/**
 * What every successful call tells about its user (contract, section 11).
 *
 * @param id the user's id
 * @param created when the user was created, to the microsecond
 * @param changed when anything of the user was last changed, to the microsecond; moves exactly when a call stored
 *     something, and then always forward
 * @param organization the organization that the user belongs to
 */
public record Details(String id, Instant created, Instant changed, String organization) {}
