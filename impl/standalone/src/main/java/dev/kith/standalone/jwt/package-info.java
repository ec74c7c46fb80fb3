/**
 * The keys of an issuer of tokens (JWT): where they are, when they are read again, and how long they are trusted.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.jwt;

import org.jspecify.annotations.NullMarked;
