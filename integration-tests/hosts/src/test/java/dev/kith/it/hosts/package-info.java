/**
 * Real servers with the drop-in jar in them.
 *
 * <p>A {@code Host} is a kind of server: it starts, takes applications and stops. {@code HostTest} puts a bare application
 * with the jar into it and measures {@code Feature} after {@code Feature}; what is measured becomes the table in
 * {@code HOSTS.md}, which nobody writes by hand.
 */
@NullMarked
package dev.kith.it.hosts;

import org.jspecify.annotations.NullMarked;
