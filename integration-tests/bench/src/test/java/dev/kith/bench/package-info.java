/** What the benchmark does with what it has measured; nothing here measures time. */
@NullMarked
package dev.kith.bench;

import org.jspecify.annotations.NullMarked;
