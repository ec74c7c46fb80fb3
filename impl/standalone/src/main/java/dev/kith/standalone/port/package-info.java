/**
 * The port of the program: protocols, patience with slow clients, and health.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.port;

import org.jspecify.annotations.NullMarked;
