/**
 * HTML that is made of texts, for mails and pages alike.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.html;

import org.jspecify.annotations.NullMarked;
