/**
 * The settings: what each is called, which values it takes, and where values come from.
 */
@NullMarked
package dev.kith.boot.config;

import org.jspecify.annotations.NullMarked;
