/** Clients that others wrote, against the runner as a process of its own. */
@NullMarked
package dev.kith.clients;

import org.jspecify.annotations.NullMarked;
