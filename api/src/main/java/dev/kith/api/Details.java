package dev.kith.api;

import java.time.Instant;

/**
 * The details of a user that every successful call returns (contract, section 11).
 *
 * @param id the user's id
 * @param created when the user was created, to the microsecond
 * @param changed when the user last changed, to the microsecond; changes exactly when a call stores something, and then
 *     always increases
 * @param organization the organization that the user belongs to
 */
public record Details(String id, Instant created, Instant changed, String organization) {}
