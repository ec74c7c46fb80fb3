/**
 * Pages of the program that people open in a browser, and who may see those that are for this machine alone.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.page;

import org.jspecify.annotations.NullMarked;
