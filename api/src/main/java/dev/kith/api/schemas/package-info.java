/**
 * The calls about user schemas in plain Java, independent of the transport: {@link
 * dev.kith.api.schemas.UserSchemaService} with its commands and results. What {@link dev.kith.api} says of calls and records holds
 * here as well.
 */
@NullMarked
package dev.kith.api.schemas;

import org.jspecify.annotations.NullMarked;
