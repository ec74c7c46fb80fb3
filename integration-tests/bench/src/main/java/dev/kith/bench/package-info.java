/** Measures the program beside others on the same databases, and writes what was measured. */
@NullMarked
package dev.kith.bench;

import org.jspecify.annotations.NullMarked;
