package dev.kith.spi;

import java.util.Optional;

/**
 * Looks up the organizations that users belong to.
 *
 * <p><b>Called</b> by the domain service when a request names an organization by domain, in its organization header, or
 * for a new user. <b>Thread</b>: the request thread, inside its transaction or before it; it must answer fast.
 * <b>How often</b>: at most a few times for each request; one instance serves all calls, several at a time. <b>Order</b>:
 * none. <b>Failure</b>: if it throws, the request fails with an internal error; nothing is stored. <b>Null</b>: never
 * passed, must not be returned. <b>Repetition</b>: any question may be asked again.
 */
public interface OrganizationDirectory {
    /**
     * Returns the name by which the configuration selects this directory.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Returns whether an organization exists.
     *
     * @param organizationId the organization's id, to be compared exactly
     * @return true if so
     */
    boolean exists(String organizationId);

    /**
     * Returns the organization that owns a domain.
     *
     * @param domain the domain, to be compared without regard to case
     * @return the organization's id; empty if no organization owns the domain
     */
    Optional<String> byDomain(String domain);
}
