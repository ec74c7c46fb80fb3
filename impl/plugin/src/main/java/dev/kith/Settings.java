package dev.kith;

import java.util.Optional;

/**
 * The settings that a Kith runs with, checked when it started. The keys are those of {@code docs/reference/settings.md}.
 *
 * <p>Immutable. Implemented by Kith alone; later versions may add methods.
 */
public interface Settings {
    /** What stands in the place of a secret value. */
    String MASKED = "***";

    /**
     * The value of a setting as it was written, or its default.
     *
     * @param key the key, beginning with {@code kith.}
     * @return the value; {@link #MASKED} where it is a secret; empty where nothing is configured and there is no default
     * @throws IllegalArgumentException when there is no setting of that key
     */
    Optional<String> value(String key);
}
