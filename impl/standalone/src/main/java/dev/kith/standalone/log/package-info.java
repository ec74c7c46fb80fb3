/**
 * The log of the program: its lines, its level, and texts in which nothing can pretend to be something else.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.log;

import org.jspecify.annotations.NullMarked;
