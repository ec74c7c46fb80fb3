package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.UserStore.Contended;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Bearer tokens, of which only the hash is stored. Thread-safe.
 *
 * <p>A token that was found is known for a second without another look at the table, because every call asks. So a token that is
 * replaced ends at once on the node that replaces it, and within that second on the others. Unknown tokens are not remembered.
 */
public final class JpaTokens {
    private static final Duration MEMORY = Duration.ofSeconds(1);

    /** As many administrators hardly call within a second. */
    private static final int MOST_REMEMBERED = 1_000;

    private static final String FIND = "select t from KithToken t where t.instance = :instance and t.id = :hash";
    private static final String COUNT = "select count(t.id) from KithToken t where t.instance = :instance";

    private static final String OF_SUBJECT =
            "delete from KithToken t where t.instance = :instance and t.subject = :subject";

    private final UnitOfWork unit;
    private final String instance;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
    private final AtomicLong replacements = new AtomicLong();

    /**
     * The tokens of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param clock gives the time at which a token is added
     */
    public JpaTokens(UnitOfWork unit, String instance, Clock clock) {
        this.unit = unit;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Stores a token.
     *
     * @param hash the token's hash, as text
     * @param subject the token's holder
     * @param roles the roles that it grants
     * @return false if a token with this hash is already stored; it stays unchanged
     */
    public boolean add(String hash, String subject, Set<String> roles) {
        try {
            insert(hash, subject, roles);
            return true;
        } catch (Contended e) {
            if (find(hash).isPresent()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Stores a token in place of all others of its holder, which are no longer valid.
     *
     * @param hash the token's hash, as text
     * @param subject the token's holder
     * @param roles the roles that it grants
     */
    public void replace(String hash, String subject, Set<String> roles) {
        String written = written(roles);
        unit.run(manager -> {
            manager.createQuery(OF_SUBJECT)
                    .setParameter("instance", instance)
                    .setParameter("subject", subject)
                    .executeUpdate();
            manager.persist(new TokenRow(instance, hash, subject, written, EpochMicros.of(clock.instant())));
            manager.flush();
            return hash;
        });
        replacements.incrementAndGet();
        remembered.clear();
    }

    private void insert(String hash, String subject, Set<String> roles) {
        String written = written(roles);
        unit.run(manager -> {
            RowInserter.insert(
                    manager, new TokenRow(instance, hash, subject, written, EpochMicros.of(clock.instant())));
            return hash;
        });
    }

    private static String written(Set<String> roles) {
        List<Json> texts = roles.stream().sorted().<Json>map(Json.Text::new).toList();
        return JsonText.write(new Json.Arr(texts));
    }

    /**
     * Returns the token with a hash, as it was at most a second ago.
     *
     * @param hash the hash
     * @return the token; empty if there is none with this hash
     */
    public Optional<Token> find(String hash) {
        Instant now = clock.instant();
        Remembered known = remembered.get(hash);
        if (known != null && known.isFresh(now)) {
            return Optional.of(known.token());
        }
        long generation = replacements.get();
        Optional<Token> found = unit.read(manager -> manager.createQuery(FIND, TokenRow.class)
                .setParameter("instance", instance)
                .setParameter("hash", hash)
                .getResultStream()
                .findFirst()
                .map(row -> new Token(row.subject, roles(row.roles))));
        found.ifPresent(token -> remember(hash, new Remembered(token, now), generation));
        return found;
    }

    /** What was read before a replacement is forgotten, also if the replacement ends while it is being remembered. */
    private void remember(String hash, Remembered found, long generation) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(hash, found);
        if (replacements.get() != generation) {
            remembered.remove(hash);
        }
    }

    /** A token, and when the table was asked for it. */
    private record Remembered(Token token, Instant since) {
        /** A clock that was set back makes nothing fresh. */
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(MEMORY));
        }
    }

    private static Set<String> roles(String written) {
        try {
            return ((Json.Arr) JsonText.read(written))
                    .items().stream().map(item -> ((Json.Text) item).value()).collect(Collectors.toUnmodifiableSet());
        } catch (JsonText.Unreadable | ClassCastException e) {
            throw new IllegalStateException("the stored roles of a token cannot be read", e);
        }
    }

    /**
     * Returns whether there is any token.
     *
     * @return true if so
     */
    public boolean any() {
        return unit.read(manager -> manager.createQuery(COUNT, Long.class)
                        .setParameter("instance", instance)
                        .getSingleResult()
                > 0);
    }

    /**
     * A stored token.
     *
     * @param subject the token's holder
     * @param roles the roles
     */
    public record Token(String subject, Set<String> roles) {}
}
