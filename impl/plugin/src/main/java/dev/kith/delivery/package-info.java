/**
 * Delivers messages after the change that caused them has been committed: leases what is due in the outbox, decrypts and
 * renders the message, passes it to a notifier, and records the result. Knows the outbox only by its port.
 */
@NullMarked
package dev.kith.delivery;

import org.jspecify.annotations.NullMarked;
