package dev.kith.api.schemas;

import dev.kith.api.Preconditions;

/**
 * The command of a call that needs only to name its user schema.
 *
 * @param preconditions the instance and the version in which the schema is expected; an organization has no meaning here
 * @param id the schema's id, 1 to 200 characters
 */
public record SchemaRef(Preconditions preconditions, String id) {}
