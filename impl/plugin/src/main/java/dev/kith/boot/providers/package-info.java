/**
 * The extension points: finds the providers of each, and chooses among them by one precedence.
 */
@NullMarked
package dev.kith.boot.providers;

import org.jspecify.annotations.NullMarked;
