/** The least that a Java program does for the same calls. */
@NullMarked
package dev.kith.bench.bare;

import org.jspecify.annotations.NullMarked;
