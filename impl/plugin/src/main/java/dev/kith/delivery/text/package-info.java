/**
 * The texts of messages: reads templates and localized texts from the jar and from the operator's folder, checks them, and
 * renders what a notifier gets.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.delivery.text;

import org.jspecify.annotations.NullMarked;
