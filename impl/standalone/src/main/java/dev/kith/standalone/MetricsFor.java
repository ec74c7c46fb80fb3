package dev.kith.standalone;

/** Who may read the runner's figures. */
enum MetricsFor {
    /** There is no such page. */
    NOBODY,
    /** Who asks from the machine that the runner runs on. */
    THIS_MACHINE,
    /** Who can reach the port. */
    EVERYBODY
}
