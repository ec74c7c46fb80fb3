/**
 * The notifier that sends mail over SMTP with Jakarta Mail.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.defaults.mail;

import org.jspecify.annotations.NullMarked;
