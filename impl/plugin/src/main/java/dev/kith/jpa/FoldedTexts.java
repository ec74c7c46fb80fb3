package dev.kith.jpa;

import dev.kith.core.CaseFolding;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The folded ids, organizations and addresses of rows that nodes of an older version have written or changed, which do not know
 * these columns. They are looked for at every start as long as there may be such nodes: for a month after the upgrade.
 */
public final class FoldedTexts {
    private static final Logger LOG = System.getLogger(FoldedTexts.class.getName());

    /** The script that makes the columns. */
    private static final int SCRIPT = 7;

    private static final Duration UPGRADE = Duration.ofDays(30);
    private static final int AT_A_TIME = 1_000;

    private static final String UPGRADED = "select moment from kith_migration where version = ?1";

    private static final String USERS = """
        select u.id, u.organization, u.idFolded, u.organizationFolded from KithUser u
        where u.instance = :instance and u.id > :after order by u.id\
        """;

    private static final String CONTACTS = """
        select c.userId, c.address, c.addressFolded from KithContact c
        where c.instance = :instance and c.channel = :channel and c.userId > :after order by c.userId\
        """;

    /** Those whose texts are as they were folded before, all at once. */
    private static final ListedSql KEEP = new ListedSql("""
        update kith_contact set address_folded = address
        where instance_id = ?1 and channel = ?2 and user_id in (%s) and address_folded is null\
        """, 2);

    private final UnitOfWork unit;
    private final String instance;

    /**
     * The folded texts of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     */
    public FoldedTexts(UnitOfWork unit, String instance) {
        this.unit = unit;
        this.instance = instance;
    }

    /**
     * Gives rows of older nodes their folded texts.
     *
     * @param now the time
     */
    public void complete(Instant now) {
        if (!mayBeOlder(now)) {
            return;
        }
        int changed = users() + contacts("EMAIL") + contacts("PHONE");
        if (changed > 0) {
            LOG.log(Level.INFO, "rows completed for searches: count=" + changed);
        }
    }

    /** Tables without our scripts do not tell when they were made. */
    private boolean mayBeOlder(Instant now) {
        return Dialect.of(unit)
                .filter(dialect -> unit.run(manager -> dialect.hasTable(manager, Migrations.TABLE)))
                .map(dialect -> unit.run(FoldedTexts::upgraded))
                .map(moment -> EpochMicros.of(now.minus(UPGRADE)) <= moment)
                .orElse(true);
    }

    private static @Nullable Long upgraded(EntityManager manager) {
        List<?> moments =
                manager.createNativeQuery(UPGRADED).setParameter(1, SCRIPT).getResultList();
        return moments.isEmpty() ? null : Long.valueOf(((Number) moments.get(0)).longValue());
    }

    /** Reads rows in the order of their users and completes some of them, a transaction for each thousand. */
    private int walk(RowReader reader, RowCompletion completion) {
        int changed = 0;
        String after = "";
        while (true) {
            String from = after;
            List<?> found = unit.read(manager -> reader.query(manager)
                    .setParameter("instance", instance)
                    .setParameter("after", from)
                    .setMaxResults(AT_A_TIME)
                    .getResultList());
            List<Object[]> rows = found.stream().map(Object[].class::cast).toList();
            changed += ContentionRetry.until(() -> unit.run(manager -> completion.complete(manager, rows)));
            if (rows.size() < AT_A_TIME) {
                return changed;
            }
            after = (String) rows.get(rows.size() - 1)[0];
        }
    }

    private interface RowReader {
        Query query(EntityManager manager);
    }

    private interface RowCompletion {
        int complete(EntityManager manager, List<Object[]> rows);
    }

    private int users() {
        return walk(manager -> manager.createQuery(USERS), (manager, rows) -> {
            int changed = 0;
            for (Object[] row : rows) {
                String id = UserRow.foldedIfOther((String) row[0]);
                String organization = UserRow.foldedIfOther((String) row[1]);
                if (!Objects.equals(id, row[2]) || !Objects.equals(organization, row[3])) {
                    changed += new RowUpdate("kith_user")
                            .set("id_folded", id)
                            .set("organization_folded", organization)
                            .where("instance_id", instance)
                            .where("id", row[0])
                            .on(manager)
                            .executeUpdate();
                }
            }
            return changed;
        });
    }

    private int contacts(String channel) {
        return walk(
                manager -> manager.createQuery(CONTACTS).setParameter("channel", channel),
                (manager, rows) -> contacts(manager, channel, rows));
    }

    private int contacts(EntityManager manager, String channel, List<Object[]> rows) {
        int changed = 0;
        List<String> kept = new ArrayList<>();
        for (Object[] row : rows) {
            String folded = CaseFolding.of((String) row[1]);
            if (row[2] == null && folded.equals(row[1])) {
                kept.add((String) row[0]);
            } else if (!folded.equals(row[2])) {
                changed += new RowUpdate("kith_contact")
                        .set("address_folded", folded)
                        .where("instance_id", instance)
                        .where("user_id", row[0])
                        .where("channel", channel)
                        .where("address", row[1])
                        .on(manager)
                        .executeUpdate();
            }
        }
        for (int from = 0; from < kept.size(); from += ListedSql.MOST) {
            List<String> some = kept.subList(from, Math.min(kept.size(), from + ListedSql.MOST));
            changed += KEEP.on(manager, some, instance, channel).executeUpdate();
        }
        return changed;
    }
}
