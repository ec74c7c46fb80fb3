package dev.kith.delivery;

import java.time.Instant;

/**
 * The bounds of the work on a message that was leased.
 *
 * @param ends when the lease ends; no plugin is called after that
 * @param whenSlow to be run, in the same thread, where a plugin takes longer than {@link Batch#LONGEST}; more than once is
 *     harmless
 */
record LeaseTerm(Instant ends, Runnable whenSlow) {}
