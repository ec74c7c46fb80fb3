/**
 * Brings messages to people after the change that needs them has been committed: leases what is due in the outbox, opens
 * and writes the message, has a notifier carry it, and keeps how it ended. Knows the outbox by its port alone.
 */
@NullMarked
package dev.kith.delivery;

import org.jspecify.annotations.NullMarked;
