/**
 * The default provider of each extension point that needs no table, used if the application offers no other.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.defaults;

import org.jspecify.annotations.NullMarked;
