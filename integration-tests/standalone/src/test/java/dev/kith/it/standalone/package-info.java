/** The packaged runner as a process of its own, as its users meet it. */
@NullMarked
package dev.kith.it.standalone;

import org.jspecify.annotations.NullMarked;
