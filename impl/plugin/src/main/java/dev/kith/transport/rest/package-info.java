/**
 * The calls as JSON over HTTP, and the pages that the links in mails open, with nothing but JAX-RS.
 *
 * <p>Bodies are read from the raw stream by Kith's own strict reader, because the readers of servers differ in what they
 * accept. Nothing here is found by scanning: the two {@code Application} classes list what belongs to them.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.transport.rest;

import org.jspecify.annotations.NullMarked;
