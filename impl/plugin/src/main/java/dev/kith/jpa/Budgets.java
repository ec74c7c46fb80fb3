package dev.kith.jpa;

import dev.kith.core.NoticeStore.Spent;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The budgets of recipients: how many codes each may still get, and when the next notice may go. */
final class Budgets {
    /** Native, as all that a request writes: see {@link RowUpdate}. */
    private static final String ONE_MORE = """
        update kith_budget set
        spent = case when window_start <= ?3 then 1 else spent + 1 end,
        window_start = case when window_start <= ?3 then ?4 else window_start end
        where instance_id = ?1 and id = ?2 and\
        """;

    private static final String SPEND = ONE_MORE + " (window_start <= ?3 or spent < ?5)";

    /** A window that is over and has reserved places beyond it needs the arithmetic that ends in {@link #replace}. */
    private static final String SPEND_AT_ONCE =
            ONE_MORE + " ((window_start <= ?3 and spent <= ?5) or (window_start > ?3 and spent < ?5))";

    private static final String SPENT =
            "select b.windowStart, b.spent from KithBudget b where b.instance = :instance and b.id = :key";

    private static final String REPLACE = """
        update KithBudget b set b.windowStart = :window, b.spent = :spent
        where b.instance = :instance and b.id = :key and b.windowStart = :windowBefore and b.spent = :spentBefore\
        """;

    private final EntityManager manager;
    private final String instance;

    Budgets(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    boolean spend(String key, Instant now, Duration window, int most) {
        return spend(SPEND, key, now, window, most);
    }

    boolean spendAtOnce(String key, Instant now, Duration window, int most) {
        return spend(SPEND_AT_ONCE, key, now, window, most);
    }

    private boolean spend(String statement, String key, Instant now, Duration window, int most) {
        return manager.createNativeQuery(statement)
                        .setParameter(1, instance)
                        .setParameter(2, key)
                        .setParameter(3, EpochMicros.of(now.minus(window)))
                        .setParameter(4, EpochMicros.of(now))
                        .setParameter(5, most)
                        .executeUpdate()
                == 1;
    }

    @Nullable
    Spent spent(String key) {
        Object[] found = Jpql.first(manager.createQuery(SPENT, Object[].class)
                .setParameter("instance", instance)
                .setParameter("key", key));
        return found == null ? null : new Spent(EpochMicros.time((Long) found[0]), (Integer) found[1]);
    }

    void replace(String key, Spent before, Spent after) {
        int replaced = manager.createQuery(REPLACE)
                .setParameter("instance", instance)
                .setParameter("key", key)
                .setParameter("windowBefore", EpochMicros.of(before.windowStart()))
                .setParameter("spentBefore", before.count())
                .setParameter("window", EpochMicros.of(after.windowStart()))
                .setParameter("spent", after.count())
                .executeUpdate();
        if (replaced != 1) {
            throw new Contended("the budget was spent in the meantime");
        }
    }

    @Nullable
    Instant window(String key) {
        Spent spent = spent(key);
        return spent == null ? null : spent.windowStart();
    }
}
