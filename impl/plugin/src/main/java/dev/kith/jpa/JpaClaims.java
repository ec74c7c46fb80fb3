package dev.kith.jpa;

import dev.kith.core.ClaimRegistry;
import dev.kith.core.ContactChannel;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All claims of verified contacts, and the setting that they follow, in tables. Thread-safe. */
public final class JpaClaims implements ClaimRegistry {
    private static final String ID = "kith.contact.unique";

    private static final String SETTING =
            "select s.setting from KithSetting s where s.instance = :instance and s.id = :id";

    private static final String REPLACE = """
        update KithSetting s set s.setting = :after
        where s.instance = :instance and s.id = :id and s.setting = :before\
        """;

    private static final String ANY_CONTACT = "select c.userId from KithContact c where c.instance = :instance";

    /** Rows of contacts that were removed are not verified. */
    private static final String VERIFIED = """
        select c.userId, u.organization, c.address from KithContact c, KithUser u
        where c.instance = :instance and c.userId > :after and c.channel = :channel and c.verified = true
        and u.instance = c.instance and u.id = c.userId order by c.userId\
        """;

    private static final String CLAIMANTS =
            "select c.userId from KithClaim c where c.instance = :instance order by c.userId";

    private static final String REMOVE = "delete from KithClaim c where c.instance = :instance and c.userId <= :last";

    private final UnitOfWork unit;
    private final String instance;

    /**
     * The claims of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     */
    public JpaClaims(UnitOfWork unit, String instance) {
        this.unit = unit;
        this.instance = instance;
    }

    @Override
    public @Nullable String setting() {
        return unit.read(this::setting);
    }

    private @Nullable String setting(EntityManager manager) {
        return Jpql.first(manager.createQuery(SETTING, String.class)
                .setParameter("instance", instance)
                .setParameter("id", ID));
    }

    @Override
    public boolean keep(@Nullable String before, String after) {
        try {
            return unit.run(manager -> before == null ? insert(manager, after) : replace(manager, before, after));
        } catch (Contended e) {
            return false;
        }
    }

    private boolean insert(EntityManager manager, String setting) {
        RowInserter.insert(manager, new SettingRow(instance, ID, setting));
        return true;
    }

    private boolean replace(EntityManager manager, String before, String after) {
        return manager.createQuery(REPLACE)
                        .setParameter("instance", instance)
                        .setParameter("id", ID)
                        .setParameter("before", before)
                        .setParameter("after", after)
                        .executeUpdate()
                == 1;
    }

    @Override
    public boolean anyContact() {
        return unit.read(manager -> !manager.createQuery(ANY_CONTACT)
                .setParameter("instance", instance)
                .setMaxResults(1)
                .getResultList()
                .isEmpty());
    }

    @Override
    public List<VerifiedContact> verified(ContactChannel channel, String after, int most) {
        return unit.read(manager -> manager
                .createQuery(VERIFIED, Object[].class)
                .setParameter("instance", instance)
                .setParameter("after", after)
                .setParameter("channel", channel.name())
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(row -> new VerifiedContact((String) row[0], (String) row[1], channel, (String) row[2]))
                .toList());
    }

    @Override
    public void add(List<Claim> claims) {
        unit.run(manager -> {
            claims.forEach(
                    claim -> manager.persist(new ClaimRow(instance, claim.userId(), claim.channel(), claim.claim())));
            return claims.size();
        });
    }

    @Override
    public int remove(int most) {
        return unit.run(manager -> {
            List<String> ids = manager.createQuery(CLAIMANTS, String.class)
                    .setParameter("instance", instance)
                    .setMaxResults(most)
                    .getResultList();
            return ids.isEmpty()
                    ? 0
                    : manager.createQuery(REMOVE)
                            .setParameter("instance", instance)
                            .setParameter("last", ids.get(ids.size() - 1))
                            .executeUpdate();
        });
    }
}
