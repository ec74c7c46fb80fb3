/** Starts the runner as a process of its own, and asks until it is as it should be. */
@NullMarked
package dev.kith.it.processes;

import org.jspecify.annotations.NullMarked;
