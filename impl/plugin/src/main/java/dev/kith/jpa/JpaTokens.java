package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.UserStore.Contended;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Bearer tokens, of which only the hash is stored. Thread-safe. */
public final class JpaTokens {
    private static final String FIND = "select t from KithToken t where t.instance = :instance and t.id = :hash";
    private static final String COUNT = "select count(t.id) from KithToken t where t.instance = :instance";

    private static final String OF_SUBJECT =
            "delete from KithToken t where t.instance = :instance and t.subject = :subject";

    private final UnitOfWork unit;
    private final String instance;
    private final Clock clock;

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
     * Returns the token with a hash.
     *
     * @param hash the hash
     * @return the token; empty if there is none with this hash
     */
    public Optional<Token> find(String hash) {
        return unit.read(manager -> manager.createQuery(FIND, TokenRow.class)
                .setParameter("instance", instance)
                .setParameter("hash", hash)
                .getResultStream()
                .findFirst()
                .map(row -> new Token(row.subject, roles(row.roles))));
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
