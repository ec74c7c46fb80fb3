package dev.kith.core;

/**
 * The technology behind the rules.
 *
 * @param userStore where users are kept
 * @param schemaStore where schemas are kept
 * @param documents JSON Schema and patches
 * @param phones reads phone numbers
 * @param protector hashes codes and seals messages
 */
public record Ports(
        UserStore userStore,
        SchemaStore schemaStore,
        Documents documents,
        PhoneNumbers phones,
        DataProtector protector) {}
