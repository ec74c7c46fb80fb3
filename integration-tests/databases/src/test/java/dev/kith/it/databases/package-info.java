/** The storage on real databases, with several persistence providers. */
@NullMarked
package dev.kith.it.databases;

import org.jspecify.annotations.NullMarked;
