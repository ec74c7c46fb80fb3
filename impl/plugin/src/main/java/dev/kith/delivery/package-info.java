/**
 * Delivers messages after the change that caused them has been committed: leases what is due in the outbox, decrypts and
 * renders the message, passes it to a notifier, and records the result. Knows the outbox only by its port.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.delivery;

import org.jspecify.annotations.NullMarked;
