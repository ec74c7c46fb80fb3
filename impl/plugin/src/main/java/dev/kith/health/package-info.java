/**
 * How a Kith is, for whoever decides whether requests go to it: the program's page, and MicroProfile Health where the host has
 * it.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.health;

import org.jspecify.annotations.NullMarked;
