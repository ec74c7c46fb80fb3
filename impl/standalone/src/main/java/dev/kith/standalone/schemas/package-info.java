/**
 * The command that compares a folder of schemas with those that are stored, and applies it.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.schemas;

import org.jspecify.annotations.NullMarked;
