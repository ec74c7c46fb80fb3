package dev.kith.keycloak;

import dev.kith.spi.OrganizationDirectory;
import java.util.Optional;

/**
 * The only organization of a realm is the realm itself: its id is the organization's id, its name the organization's domain.
 *
 * @param id the realm's id
 * @param realm the realm's name
 */
record RealmOrganization(String id, String realm) implements OrganizationDirectory {
    @Override
    public String name() {
        return "realm";
    }

    @Override
    public boolean exists(String organizationId) {
        return organizationId.equals(id);
    }

    @Override
    public Optional<String> byDomain(String domain) {
        return domain.equalsIgnoreCase(realm) ? Optional.of(id) : Optional.empty();
    }
}
