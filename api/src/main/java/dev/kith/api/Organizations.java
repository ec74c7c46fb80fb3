package dev.kith.api;

import org.jspecify.annotations.Nullable;

/** Keeps the organizations of the default directory. Safe for several threads. */
public interface Organizations {
    /**
     * Makes sure that an organization exists, with this domain.
     *
     * @param id the organization's id, 1 to 200 characters
     * @param domain its domain, compared without regard to case, or {@code null} for none
     */
    void register(String id, @Nullable String domain);
}
