/**
 * The settings: what each is called, which values it takes, and where values come from.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.boot.config;

import org.jspecify.annotations.NullMarked;
