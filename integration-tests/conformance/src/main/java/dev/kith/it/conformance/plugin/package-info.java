/**
 * The plugins that the servers under test run with, found by {@code ServiceLoader} in a jar beside the server: everything
 * they are asked to do is reported to the tests.
 */
@NullMarked
package dev.kith.it.conformance.plugin;

import org.jspecify.annotations.NullMarked;
