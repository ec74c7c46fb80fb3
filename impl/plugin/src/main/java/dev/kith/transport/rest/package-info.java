/**
 * The calls as JSON over HTTP, and the page behind the link of a verification mail, with JAX-RS and nothing beyond it.
 *
 * <p>Bodies are read from the raw stream by our own strict reader, because the servers' readers differ in what they
 * accept. Nothing here is found by scanning: the two {@code Application} classes name what belongs to them.
 */
@NullMarked
package dev.kith.transport.rest;

import org.jspecify.annotations.NullMarked;
