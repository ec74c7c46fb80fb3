/**
 * Puts everything together: reads the configuration, picks the providers, opens the database and starts Kith, for a Java
 * program ({@link dev.kith.Kith}) or for a CDI container.
 */
@NullMarked
package dev.kith.boot;

import org.jspecify.annotations.NullMarked;
