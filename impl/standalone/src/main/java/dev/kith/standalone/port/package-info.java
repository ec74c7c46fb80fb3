/** The port of the program: protocols, patience with slow clients, and health. */
@NullMarked
package dev.kith.standalone.port;

import org.jspecify.annotations.NullMarked;
