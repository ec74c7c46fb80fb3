/**
 * The extension points: finds the providers of each, and selects among them by a single order of precedence.
 */
@NullMarked
package dev.kith.boot.providers;

import org.jspecify.annotations.NullMarked;
