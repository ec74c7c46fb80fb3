package dev.kith.api;

import java.util.Optional;

/** The one instance of this deployment: what is decided about a request before it is known who calls. */
public interface InstanceAdmission {
    /**
     * Whether the request means this instance.
     *
     * @param named how the request names an instance
     * @return the refusal ({@link ProblemCode#INSTANCE_UNKNOWN}) if it means another one
     */
    Optional<Problem> admit(Preconditions.Selector named);

    /**
     * Whether the organization of a request's organization header exists.
     *
     * @param organizationId the header's value
     * @return the refusal ({@link ProblemCode#ORGANIZATION_UNKNOWN}) if it does not
     */
    Optional<Problem> admitOrganization(String organizationId);
}
