/**
 * The search for users in plain Java, independent of the transport: {@link dev.kith.api.search.UserSearch} with its command and
 * result. What {@link dev.kith.api} says of calls and records holds here as well.
 */
@NullMarked
package dev.kith.api.search;

import org.jspecify.annotations.NullMarked;
