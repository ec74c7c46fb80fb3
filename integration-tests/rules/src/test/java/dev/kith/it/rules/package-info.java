/** The rules of the calls as sentences: on the real components and a real database, with time and codes as arguments. */
@NullMarked
package dev.kith.it.rules;

import org.jspecify.annotations.NullMarked;
