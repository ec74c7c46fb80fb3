package dev.kith.core;

/**
 * The technology behind the rules.
 *
 * @param storage where users are kept
 * @param documents JSON Schema and patches
 * @param phones reads phone numbers
 * @param vault hashes codes and seals messages
 */
public record Ports(Storage storage, Documents documents, PhoneNumbers phones, Vault vault) {}
