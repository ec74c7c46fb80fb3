/** The runner: Kith as a process of its own, with Jetty, Jersey, Weld, Hibernate and an embedded database. */
@NullMarked
package dev.kith.standalone;

import org.jspecify.annotations.NullMarked;
