package dev.kith;

import java.util.Optional;

/**
 * The settings with which a Kith runs, checked at start. The keys are those of {@code docs/reference/settings.md}.
 *
 * <p>Immutable. Implemented only by Kith; later versions may add methods.
 */
public interface Settings {
    /** The replacement for a secret value. */
    String MASKED = "***";

    /**
     * Returns the value of a setting as it was written, or its default.
     *
     * @param key the key, beginning with {@code kith.}
     * @return the value; {@link #MASKED} if it is a secret; empty if nothing is configured and there is no default
     * @throws IllegalArgumentException if there is no setting with that key
     */
    Optional<String> value(String key);
}
