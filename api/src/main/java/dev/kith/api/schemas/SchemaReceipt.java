package dev.kith.api.schemas;

import org.jspecify.annotations.Nullable;

/**
 * The result of a call that writes a user schema.
 *
 * @param details id and times as they are now; {@code null} where a creation was rehearsed
 * @param version the schema's version: opaque; two versions are equal exactly when nothing was stored in between.
 *     {@code null} in a dry run
 * @param impact what the change would mean for the schema's users; {@code null} except in a dry run
 */
public record SchemaReceipt(
        @Nullable SchemaDetails details,
        @Nullable String version,
        @Nullable SchemaImpact impact) {}
