/** Looks at the one file that goes into a server. */
@NullMarked
package dev.kith.dropin;

import org.jspecify.annotations.NullMarked;
