/** Who may know whom, for the tests of the modules that hold rooms. */
@NullMarked
package dev.kith.architecture;

import org.jspecify.annotations.NullMarked;
