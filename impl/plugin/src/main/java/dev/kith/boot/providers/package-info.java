/**
 * The extension points: finds the providers of each, and selects among them by a single order of precedence.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.boot.providers;

import org.jspecify.annotations.NullMarked;
