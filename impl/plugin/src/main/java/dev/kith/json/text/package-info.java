/**
 * What texts in data look like: regular expressions and formats. Only this package uses the regular expression engine.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.json.text;

import org.jspecify.annotations.NullMarked;
