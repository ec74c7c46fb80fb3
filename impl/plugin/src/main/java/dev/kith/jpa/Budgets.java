package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets of recipients: how many codes each may still get. */
final class Budgets {
    private static final String SPEND = """
        update KithBudget b set
        b.spent = case when b.windowStart <= :over then 1 else b.spent + 1 end,
        b.windowStart = case when b.windowStart <= :over then :now else b.windowStart end
        where b.instance = :instance and b.id = :key and (b.windowStart <= :over or b.spent < :most)\
        """;

    private static final String WINDOW =
            "select b.windowStart from KithBudget b where b.instance = :instance and b.id = :key";

    private final EntityManager manager;
    private final String instance;

    Budgets(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    boolean spend(String key, Instant now, Duration window, int most) {
        return manager.createQuery(SPEND)
                        .setParameter("instance", instance)
                        .setParameter("key", key)
                        .setParameter("now", EpochMicros.of(now))
                        .setParameter("over", EpochMicros.of(now.minus(window)))
                        .setParameter("most", most)
                        .executeUpdate()
                == 1;
    }

    @Nullable
    Instant window(String key) {
        List<Long> found = manager.createQuery(WINDOW, Long.class)
                .setParameter("instance", instance)
                .setParameter("key", key)
                .getResultList();
        return found.isEmpty() ? null : EpochMicros.time(found.get(0));
    }
}
