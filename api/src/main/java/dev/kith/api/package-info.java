/**
 * The Java API of Kith: the user and contact operations in plain Java, independent of the transport.
 *
 * <p>A call is a command (a record), answered by an {@link dev.kith.api.Outcome}: either done, or refused with a
 * {@link dev.kith.api.Problem} from one closed list. Exceptions mean an unexpected failure (a database that is down, a
 * plugin that breaks its contract), never a refusal. All records here are immutable, and all types are safe for use by
 * several threads.
 */
@NullMarked
package dev.kith.api;

import org.jspecify.annotations.NullMarked;
