/** What docs/deploy has for running the program anywhere: tried as far as that is possible without a cluster. */
@NullMarked
package dev.kith.it.deployment;

import org.jspecify.annotations.NullMarked;
