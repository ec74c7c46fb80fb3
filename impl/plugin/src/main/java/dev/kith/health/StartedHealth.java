package dev.kith.health;

import java.util.Optional;

/** The health of the Kith of an application, once it has been started. A bean. Thread-safe. */
public interface StartedHealth {
    /**
     * Returns the health. Never waits, and never starts anything.
     *
     * @return the health; empty until the start is over
     */
    Optional<KithHealth> health();
}
