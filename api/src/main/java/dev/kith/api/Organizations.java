package dev.kith.api;

import org.jspecify.annotations.Nullable;

/** The organizations of the default {@code OrganizationDirectory}. Thread-safe. */
public interface Organizations {
    /**
     * Creates an organization, or changes the domain of an existing one.
     *
     * @param id the organization's id, 1 to 200 characters
     * @param domain its domain, 1 to 200 characters, compared without regard to case, or {@code null} for none
     * @throws IllegalArgumentException if the id or domain is not of that length, or the domain belongs to another
     *     organization
     */
    void register(String id, @Nullable String domain);
}
