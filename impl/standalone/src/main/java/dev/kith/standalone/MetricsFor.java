package dev.kith.standalone;

/** Who may read the program's metrics. */
enum MetricsFor {
    /** There is no such page. */
    NOBODY,
    /** Whoever asks from the machine that the program runs on. */
    THIS_MACHINE,
    /** Whoever can reach the port. */
    EVERYBODY
}
