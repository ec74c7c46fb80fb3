/**
 * The front door: how a program starts Kith and what it gets. Beside {@code dev.kith.api} and {@code dev.kith.spi} these
 * types are the only ones that keep their promises from version to version; every other package of this jar is internal.
 */
@NullMarked
package dev.kith;

import org.jspecify.annotations.NullMarked;
