/**
 * What a program starts Kith with.
 */
@NullMarked
package dev.kith;

import org.jspecify.annotations.NullMarked;
