/**
 * Figures for monitoring systems.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.telemetry;

import org.jspecify.annotations.NullMarked;
