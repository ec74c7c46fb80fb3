package dev.kith.jpa;

import dev.kith.api.Organizations;
import dev.kith.core.UserStore.Contended;
import dev.kith.spi.OrganizationDirectory;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Organizations in a table. Thread-safe. */
public final class JpaOrganizations implements OrganizationDirectory, Organizations {
    private static final String BY_ID =
            "select o.domainClaim from KithOrganization o where o.instance = :instance and o.id = :key";
    private static final String BY_DOMAIN =
            "select o.id from KithOrganization o where o.instance = :instance and o.domainClaim = :key";
    private static final String CHANGE =
            "update KithOrganization o set o.domainClaim = :claim where o.instance = :instance and o.id = :id";

    private final UnitOfWork unit;
    private final String instance;

    /**
     * The organizations of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     */
    public JpaOrganizations(UnitOfWork unit, String instance) {
        this.unit = unit;
        this.instance = instance;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public boolean exists(String organizationId) {
        return StorableText.name(organizationId)
                && unit.read(manager -> text(manager, BY_ID, organizationId)).isPresent();
    }

    @Override
    public Optional<String> byDomain(String domain) {
        return StorableText.name(domain) ? unit.read(manager -> owner(manager, claim(domain))) : Optional.empty();
    }

    @Override
    public void register(String id, @Nullable String domain) {
        requireName("organization id", id);
        if (domain != null) {
            requireName("organization domain", domain);
        }
        String claim = domain == null ? UniqueClaim.none(id) : claim(domain);
        ContentionRetry.until(() -> unit.run(manager -> store(manager, id, claim)));
    }

    private static void requireName(String what, String text) {
        if (!StorableText.name(text)) {
            throw new IllegalArgumentException(what + " must have 1 to 200 characters");
        }
    }

    private static String claim(String domain) {
        return UniqueClaim.on(domain.toLowerCase(Locale.ROOT));
    }

    private String store(EntityManager manager, String id, String claim) {
        Optional<String> owner = owner(manager, claim);
        if (owner.isPresent() && !owner.get().equals(id)) {
            throw new IllegalArgumentException(
                    "the domain of organization " + id + " belongs to organization " + owner.get());
        }
        Optional<String> present = text(manager, BY_ID, id);
        if (present.isEmpty()) {
            RowInserter.insert(manager, new OrganizationRow(instance, id, claim));
        } else if (!present.get().equals(claim)) {
            change(manager, id, claim);
        }
        return id;
    }

    private void change(EntityManager manager, String id, String claim) {
        int changed = manager.createQuery(CHANGE)
                .setParameter("instance", instance)
                .setParameter("id", id)
                .setParameter("claim", claim)
                .executeUpdate();
        if (changed != 1) {
            throw new Contended("the organization was changed in the meantime");
        }
    }

    private Optional<String> owner(EntityManager manager, String claim) {
        return text(manager, BY_DOMAIN, claim);
    }

    private Optional<String> text(EntityManager manager, String query, String key) {
        List<String> found = manager.createQuery(query, String.class)
                .setParameter("instance", instance)
                .setParameter("key", key)
                .getResultList();
        return found.stream().findFirst();
    }
}
