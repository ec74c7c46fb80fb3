/**
 * The notifier and the event listener that post signed JSON to an operator's web server (Standard Webhooks), and the HTTP
 * client that connects only to addresses that were checked.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.defaults.webhook;

import org.jspecify.annotations.NullMarked;
