/**
 * The door that callers knock on: the user and contact operations as plain Java, whatever transport carries them.
 *
 * <p>A call is a command (a record), answered by an {@link dev.kith.api.Outcome}: either done, or refused with a
 * {@link dev.kith.api.Problem} from one closed list. Exceptions mean an accident (a database that is gone, a plugin that
 * breaks its promise), never a refusal. All types here are immutable and safe for use by several threads.
 */
@NullMarked
package dev.kith.api;

import org.jspecify.annotations.NullMarked;
