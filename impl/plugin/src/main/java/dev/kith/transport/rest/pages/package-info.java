/**
 * The pages that the links in messages open: a person confirms an address or undoes a change. They use parts of the REST
 * transport, which does not depend on them.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.transport.rest.pages;

import org.jspecify.annotations.NullMarked;
