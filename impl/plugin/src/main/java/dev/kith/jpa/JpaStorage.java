package dev.kith.jpa;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Retry;
import dev.kith.core.User;
import dev.kith.core.UserListing;
import dev.kith.core.UserStore;
import dev.kith.core.UserTraces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users in tables. Thread-safe. */
public final class JpaStorage implements UserStore {
    private final UnitOfWork unit;
    private final String instance;
    private final UserQuery users;
    private final boolean keepsSchemas;
    private volatile @Nullable SpokenDialect spoken;

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
        this.keepsSchemas = keepsSchemas;
        this.users = unit.read(manager -> UserQuery.of(manager, keepsSchemas));
    }

    @Override
    public <T> T transaction(boolean again, Function<Session, T> work) {
        return unit.run(manager -> work.apply(new JpaSession(manager, instance, users, again)));
    }

    @Override
    public <T> T search(Duration time, Function<UserListing, T> work) {
        Optional<Dialect> dialect = dialect();
        return unit.run(manager -> {
            JpaUserListing listing = new JpaUserListing(manager, instance, users, keepsSchemas, dialect, time);
            T result;
            try {
                result = work.apply(listing);
            } catch (RuntimeException e) {
                closeAfter(listing, e);
                throw e;
            }
            listing.close();
            return result;
        });
    }

    private static void closeAfter(JpaUserListing listing, RuntimeException failure) {
        try {
            listing.close();
        } catch (RuntimeException more) {
            failure.addSuppressed(DatabaseFailure.translated(more));
        }
    }

    /** What the database was found to speak. */
    private record SpokenDialect(Optional<Dialect> dialect) {}

    /** Asked for once, by the first search. */
    private Optional<Dialect> dialect() {
        SpokenDialect known = spoken;
        if (known == null) {
            known = new SpokenDialect(Dialect.of(unit));
            spoken = known;
        }
        return known.dialect();
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
    public UserTraces traces(String userId, String caller) {
        return unit.read(manager -> new StoredTraces(manager, instance).of(userId, caller));
    }

    @Override
    public int forgetRedeemed(Instant before) {
        return new Purge(unit, instance).redeemed(EpochMicros.of(before));
    }
}
