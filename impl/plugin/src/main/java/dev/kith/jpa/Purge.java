package dev.kith.jpa;

import dev.kith.core.Outbox;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Removes rows that are no longer needed, a few at a time and by their keys: a statement that searches for its rows may
 * lock all that it has visited, and make new ones wait. Searched times have a lower bound too, which excludes nothing: without
 * statistics, a database believes that few rows are between two bounds and uses the index, and that many are below one. The
 * instance is not compared as such in a search, or the database would walk all keys of the instance as well.
 */
final class Purge {
    private static final int AT_ONCE = 500;

    private final UnitOfWork unit;
    private final String instance;

    Purge(UnitOfWork unit, String instance) {
        this.unit = unit;
        this.instance = instance;
    }

    int messages(long closedBefore) {
        return all(
                "select m.id from KithMessage m where concat(m.instance, '') = :instance"
                        + " and m.closed > 0 and m.closed < :before",
                "delete from KithMessage m where m.instance = :instance and m.id in :ids and m.closed < :before",
                closedBefore);
    }

    /** A budget that has been renewed since it was selected stays. */
    int budgets(long begunBefore) {
        return all(
                "select b.id from KithBudget b where concat(b.instance, '') = :instance"
                        + " and b.windowStart > 0 and b.windowStart < :before",
                "delete from KithBudget b where b.instance = :instance and b.id in :ids and b.windowStart < :before",
                begunBefore);
    }

    int undos(long madeBefore) {
        return all(
                "select u.id from KithUndo u where concat(u.instance, '') = :instance"
                        + " and u.made > 0 and u.made < :before",
                "delete from KithUndo u where u.instance = :instance and u.id in :ids and u.made < :before",
                madeBefore);
    }

    int undone(long before) {
        return all(
                "select u.id from KithUndone u where concat(u.instance, '') = :instance"
                        + " and u.moment > 0 and u.moment < :before",
                "delete from KithUndone u where u.instance = :instance and u.id in :ids and u.moment < :before",
                before);
    }

    /** The answers that had ended before. */
    int answers(long before) {
        return all(
                "select a.id from KithAnswer a where concat(a.instance, '') = :instance"
                        + " and a.ends > 0 and a.ends < :before",
                "delete from KithAnswer a where a.instance = :instance and a.id in :ids and a.ends < :before",
                before);
    }

    /** The codes of e-mails that were redeemed before. */
    int redeemed(long before) {
        return all(
                "select c.userId from KithContact c where concat(c.instance, '') = :instance"
                        + " and concat(c.channel, '') = 'EMAIL' and c.redeemedAt > 0 and c.redeemedAt < :before",
                "update KithContact c set c.redeemedId = null, c.redeemedHash = null, c.redeemedKey = null,"
                        + " c.redeemedAt = null, c.redeemedGuesses = 0 where c.instance = :instance"
                        + " and c.userId in :ids and c.channel = 'EMAIL' and c.redeemedAt < :before",
                before);
    }

    private int all(String select, String delete, long before) {
        int removed = 0;
        int found;
        do {
            List<String> ids = unit.read(manager -> some(manager, select, before));
            found = ids.size();
            removed += found == 0 ? 0 : delete(delete, ids, before);
        } while (found == AT_ONCE && removed < Outbox.MOST_PURGED);
        return removed;
    }

    private List<String> some(EntityManager manager, String select, long before) {
        return manager.createQuery(select, String.class)
                .setParameter("instance", instance)
                .setParameter("before", before)
                .setMaxResults(AT_ONCE)
                .getResultList();
    }

    private int delete(String delete, List<String> ids, long before) {
        return ContentionRetry.until(() -> unit.run(manager -> manager.createQuery(delete)
                .setParameter("instance", instance)
                .setParameter("ids", ids)
                .setParameter("before", before)
                .executeUpdate()));
    }
}
