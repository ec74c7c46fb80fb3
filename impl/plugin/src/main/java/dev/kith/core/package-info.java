/**
 * The rules: what a call may do and what becomes of it. Knows the JDK, the API and the SPI, and no technology; storage,
 * JSON Schema, phone numbers and delivery are behind the ports of this package.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.core;

import org.jspecify.annotations.NullMarked;
