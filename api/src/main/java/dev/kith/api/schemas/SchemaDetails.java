package dev.kith.api.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every answer tells of its user schema.
 *
 * @param id the schema's id
 * @param created when it was created, in microseconds; {@code null} where the schema provider does not know
 * @param changed when it was changed last, in microseconds; {@code null} where the schema provider does not know
 * @param instance the id of the instance that it belongs to
 */
public record SchemaDetails(
        String id, @Nullable Instant created, @Nullable Instant changed, String instance) {}
