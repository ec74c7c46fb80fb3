/**
 * JSON documents whatever their schema: JSON Pointer, JSON Merge Patch, JSON Patch, and limits for size and work.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.json.document;

import org.jspecify.annotations.NullMarked;
