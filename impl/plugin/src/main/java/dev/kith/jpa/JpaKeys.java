package dev.kith.jpa;

import dev.kith.core.SecretKeys;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Generated keys in a table. Thread-safe. */
public final class JpaKeys implements SecretKeys {
    private static final String ALL = "select k from KithKey k where k.instance = :instance order by k.created, k.id";

    private static final String RETIRE = """
        update KithKey k set k.retired = :now
        where k.instance = :instance and k.id = :id and k.retired is null\
        """;

    private static final String ERASE_RETIRED =
            "delete from KithKey k where k.instance = :instance and k.retired < :before";

    private static final String ERASE = "delete from KithKey k where k.instance = :instance and k.id = :id";

    private final UnitOfWork unit;
    private final String instance;
    private final Clock clock;

    /**
     * The keys of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param clock gives the time at which a key is added
     */
    public JpaKeys(UnitOfWork unit, String instance, Clock clock) {
        this.unit = unit;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public List<Key> all() {
        return unit.read(manager ->
                manager.createQuery(ALL, KeyRow.class).setParameter("instance", instance).getResultList().stream()
                        .map(row -> new Key(
                                row.id, Base64.getDecoder().decode(row.secret), EpochMicros.timeOrNull(row.retired)))
                        .toList());
    }

    @Override
    public void add(Key key) {
        try {
            insert(key);
        } catch (Contended e) {
            if (all().stream().noneMatch(kept -> kept.id().equals(key.id()))) {
                insert(key);
            }
        }
    }

    private void insert(Key key) {
        String secret = Base64.getEncoder().encodeToString(key.secret());
        unit.run(manager -> {
            RowInserter.insert(
                    manager,
                    new KeyRow(
                            instance,
                            key.id(),
                            secret,
                            EpochMicros.of(clock.instant()),
                            EpochMicros.ofNullable(key.retired())));
            return key;
        });
    }

    @Override
    public void retire(String id, Instant now) {
        change(manager -> manager.createQuery(RETIRE).setParameter("id", id).setParameter("now", EpochMicros.of(now)));
    }

    @Override
    public int erase(Instant retiredBefore) {
        return change(
                manager -> manager.createQuery(ERASE_RETIRED).setParameter("before", EpochMicros.of(retiredBefore)));
    }

    @Override
    public void erase(String id) {
        change(manager -> manager.createQuery(ERASE).setParameter("id", id));
    }

    private int change(Function<EntityManager, Query> statement) {
        return ContentionRetry.until(() -> unit.run(manager ->
                statement.apply(manager).setParameter("instance", instance).executeUpdate()));
    }
}
