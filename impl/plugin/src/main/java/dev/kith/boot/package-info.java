/**
 * Assembles Kith: reads the configuration, selects the providers, opens the database and starts, for a Java program
 * ({@link dev.kith.Kith}) or for a CDI container.
 */
@NullMarked
package dev.kith.boot;

import org.jspecify.annotations.NullMarked;
