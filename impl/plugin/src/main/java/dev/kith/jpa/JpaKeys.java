package dev.kith.jpa;

import dev.kith.core.SecretKeys;
import dev.kith.core.UserStore.Contended;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/** Generated keys in a table. Thread-safe. */
public final class JpaKeys implements SecretKeys {
    private static final String ALL = "select k from KithKey k where k.instance = :instance order by k.created, k.id";

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
                        .map(row -> new Key(row.id, Base64.getDecoder().decode(row.secret)))
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
            RowInserter.insert(manager, new KeyRow(instance, key.id(), secret, EpochMicros.of(clock.instant())));
            return key;
        });
    }
}
