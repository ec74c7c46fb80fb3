/**
 * The pages behind the links of messages: a person confirms an address or undoes a change. They use what the calls
 * use, and the calls know nothing of them.
 */
@NullMarked
package dev.kith.transport.rest.pages;

import org.jspecify.annotations.NullMarked;
