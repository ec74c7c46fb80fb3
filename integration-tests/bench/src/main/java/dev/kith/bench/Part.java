package dev.kith.bench;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A part of a run, whose figures are kept in a file of their own. */
enum Part {
    /** The cases side by side on PostgreSQL, in turns. */
    COMPARE("compare"),
    /** The same shape on MariaDB. */
    MARIADB("mariadb"),
    /** Delivery alone, under load, and beside many other rows. */
    DELIVERY("delivery"),
    /** Many users, and one user that changes often. */
    GROWTH("growth"),
    /** Time until it is ready, first seconds, memory. */
    START("start"),
    /** Who uses the CPU. */
    PROFILE("profile"),
    /** Single steps. */
    MICRO("micro"),
    /** What the drop-in jar adds to the start of servers; measured by the module that has them. */
    SERVERS("servers");

    /** Those that are measured here. */
    static final Set<Part> OWN = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SERVERS)));

    private final String title;

    Part(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
