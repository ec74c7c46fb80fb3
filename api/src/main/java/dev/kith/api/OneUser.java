package dev.kith.api;

/**
 * Names the user of a call that needs nothing else.
 *
 * @param expectation where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 */
public record OneUser(Expectation expectation, String id) {}
