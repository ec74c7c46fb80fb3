package dev.kith.jpa;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Retry;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserTraces;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users in tables. Thread-safe. */
public final class JpaStorage implements UserStore {
    private final UnitOfWork unit;
    private final String instance;
    private final UserQuery users;

    /**
     * The users of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param keepsSchemas whether the schemas are in the tables too, so that a user is read together with the head of its
     *     schema
     */
    public JpaStorage(UnitOfWork unit, String instance, boolean keepsSchemas) {
        this.unit = unit;
        this.instance = instance;
        this.users = unit.read(manager -> UserQuery.of(manager, keepsSchemas));
    }

    @Override
    public <T> T transaction(boolean again, Function<Session, T> work) {
        return unit.run(manager -> work.apply(new JpaSession(manager, instance, users, again)));
    }

    @Override
    public Backlog backlog(Instant now) {
        return unit.read(manager -> new DeadLetters(manager, instance).backlog(now));
    }

    @Override
    public List<Retry> retries(int most) {
        return unit.read(manager -> new DeadLetters(manager, instance).retries(most));
    }

    @Override
    public List<Dead> dead(int most) {
        return unit.read(manager -> new DeadLetters(manager, instance).list(most));
    }

    @Override
    public int erase(String userId, String caller) {
        return new Erasure(unit, instance).erase(userId, caller);
    }

    @Override
    public int forgetAnswers(Instant now) {
        return new Purge(unit, instance).answers(EpochMicros.of(now));
    }

    @Override
    public List<User> users(@Nullable String after, int most) {
        return unit.read(manager -> new UserPages(manager, instance).page(after, most));
    }

    @Override
    public UserTraces traces(String userId) {
        return unit.read(manager -> new StoredTraces(manager, instance).of(userId));
    }

    @Override
    public int forgetRedeemed(Instant before) {
        return new Purge(unit, instance).redeemed(EpochMicros.of(before));
    }
}
