package dev.kith.core;

import dev.kith.api.InstanceAdmission;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.spi.OrganizationDirectory;
import java.util.Locale;
import java.util.Optional;

/**
 * The one instance: the request host never selects, and a request that names another instance is refused (contract, ruling
 * R19).
 */
final class SingleInstance implements InstanceAdmission {
    private static final int MOST_CHARACTERS_SHOWN = 200;

    private final CoreSettings settings;
    private final OrganizationDirectory organizations;

    SingleInstance(CoreSettings settings, OrganizationDirectory organizations) {
        this.settings = settings;
        this.organizations = organizations;
    }

    @Override
    public Optional<Problem> admit(Selector named) {
        if (named instanceof Selector.Id byId && !byId.id().isEmpty()) {
            return byId.id().equals(settings.instanceId()) ? Optional.empty() : unknown("id", byId.id());
        }
        if (named instanceof Selector.Domain byDomain && !byDomain.domain().isEmpty()) {
            boolean ours = settings.instanceDomains().contains(byDomain.domain().toLowerCase(Locale.ROOT));
            return ours ? Optional.empty() : unknown("domain", byDomain.domain());
        }
        return Optional.empty();
    }

    @Override
    public Optional<Problem> admitOrganization(String organizationId) {
        return organizations.exists(organizationId)
                ? Optional.empty()
                : Optional.of(Problem.of(ProblemCode.ORGANIZATION_UNKNOWN));
    }

    private static Optional<Problem> unknown(String by, String name) {
        String shown = name.length() <= MOST_CHARACTERS_SHOWN ? name : name.substring(0, MOST_CHARACTERS_SHOWN);
        return Optional.of(Problem.of(
                ProblemCode.INSTANCE_UNKNOWN,
                "unable to set instance using " + by + " " + shown + ": no such instance here"));
    }
}
