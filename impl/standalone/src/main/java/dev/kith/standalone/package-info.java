/**
 * The runner: Kith as a process of its own, with Jetty, Jersey, Weld, Hibernate and an embedded database.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.standalone;

import org.jspecify.annotations.NullMarked;
