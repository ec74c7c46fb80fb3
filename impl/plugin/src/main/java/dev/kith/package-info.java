/**
 * The entry point: starts Kith from a Java program. Together with {@code dev.kith.api} and {@code dev.kith.spi}, these
 * types are the public API, which stays compatible from version to version; every other package of this jar is internal.
 */
@NullMarked
package dev.kith;

import org.jspecify.annotations.NullMarked;
