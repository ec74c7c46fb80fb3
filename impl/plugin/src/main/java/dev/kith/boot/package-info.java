/**
 * Assembles Kith: reads the configuration, selects the providers, opens the database and starts, for a Java program
 * ({@link dev.kith.Kith}) or for a CDI container.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.boot;

import org.jspecify.annotations.NullMarked;
