/** Real database engines that tests start and stop. */
@NullMarked
package dev.kith.it.engines;

import org.jspecify.annotations.NullMarked;
