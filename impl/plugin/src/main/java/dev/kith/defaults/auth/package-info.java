/**
 * Authentication and access control by default: bearer tokens, the principal of the container, and roles.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.defaults.auth;

import org.jspecify.annotations.NullMarked;
