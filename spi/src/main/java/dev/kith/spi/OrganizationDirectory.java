package dev.kith.spi;

import java.util.Optional;

/**
 * Knows the organizations that users belong to.
 *
 * <p><b>Called</b> by the domain service when a request names an organization by domain, in its organization header, or
 * for a new user. <b>Thread</b>: the thread of the request, inside its transaction or before it; it must answer fast.
 * <b>How often</b>: at most twice for a request; one instance serves all calls, several at a time. <b>Order</b>: none.
 * <b>Failure</b>: anything thrown fails the request as an internal error; nothing is stored. <b>Null</b>: never passed,
 * never to be returned. <b>Repetition</b>: any question may come again.
 */
public interface OrganizationDirectory {
    /**
     * The name by which the configuration picks this directory.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Whether an organization exists.
     *
     * @param organizationId the organization's id
     * @return true if so
     */
    boolean exists(String organizationId);

    /**
     * The organization that owns a domain.
     *
     * @param domain the domain, to be compared without regard to case
     * @return the organization's id; empty where nobody owns the domain
     */
    Optional<String> byDomain(String domain);
}
