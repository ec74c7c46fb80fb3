/**
 * The pages that the links in messages open: a person confirms an address or undoes a change. They use parts of the REST
 * transport, which does not depend on them.
 */
@NullMarked
package dev.kith.transport.rest.pages;

import org.jspecify.annotations.NullMarked;
