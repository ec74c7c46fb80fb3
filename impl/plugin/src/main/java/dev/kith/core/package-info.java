/**
 * The rules: what a call may do and what becomes of it. Knows the JDK, the API and the SPI, and no technology; storage,
 * JSON Schema, phone numbers and delivery are behind the ports of this package.
 */
@NullMarked
package dev.kith.core;

import org.jspecify.annotations.NullMarked;
