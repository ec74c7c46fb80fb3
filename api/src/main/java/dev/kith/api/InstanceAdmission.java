package dev.kith.api;

import java.util.Optional;

/** Checks the instance and organization that a request names, before its caller is authenticated. Thread-safe. */
public interface InstanceAdmission {
    /**
     * Checks that a request is meant for this instance.
     *
     * @param named the instance that the request names
     * @return the refusal ({@link ProblemCode#INSTANCE_UNKNOWN}) if it is meant for another one, otherwise empty
     */
    Optional<Problem> admit(Preconditions.Selector named);

    /**
     * Checks that the organization of a request's organization header exists.
     *
     * @param organizationId the header's value
     * @return the refusal ({@link ProblemCode#ORGANIZATION_UNKNOWN}) if it does not, otherwise empty
     */
    Optional<Problem> admitOrganization(String organizationId);
}
