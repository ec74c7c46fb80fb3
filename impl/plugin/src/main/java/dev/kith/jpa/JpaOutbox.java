package dev.kith.jpa;

import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.SecretKeys;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in a table. A lease is a conditional update that names its owner and expires by itself, so all that it needs
 * of the database is that a row is updated by one transaction at a time.
 */
public final class JpaOutbox implements Outbox {
    /** Workers choose among this many times the number of messages they want, so that they rarely choose the same ones. */
    private static final int CHOICE = 4;

    private static final int MOST_REASON = 200;

    /**
     * Messages that this node can open, and those that nobody needs to open any more. What was sealed with a key that only
     * other nodes have is theirs; a message without an end would wait for ever for a key that is gone everywhere.
     */
    private static final String OPENABLE = """
         and (m.payloadKey in :keys or m.kind = 'START_VERIFICATION' or m.expires < :now
        or (m.expires is null and m.created < :lost))\
        """;

    /** For so long a link that has expired says that, and not that it never worked. */
    private static final Duration KNOWN_AS_EXPIRED = Duration.ofDays(7);

    private static final String DUE = """
        select m.id from KithMessage m
        where m.instance = :instance and m.status = 'WAITING' and m.due <= :now
        and m.kind in :kinds and m.channel in %s%s
        order by m.due\
        """;

    private static final String LEASE = """
        update KithMessage m set m.owner = :owner, m.due = :until, m.attempts = m.attempts + 1
        where m.instance = :instance and m.id in :ids and m.status = 'WAITING' and m.due <= :now\
        """;

    private static final String LEASED = """
        select m from KithMessage m
        where m.instance = :instance and m.id in :ids and m.status = 'WAITING' and m.owner = :owner\
        """;

    private static final String CURRENT = """
        select count(c.address) from KithContact c
        where c.instance = :instance and c.userId = :userId and c.channel = :channel and c.proofId = :id\
        """;

    private static final String CLOSE = """
        update KithMessage m set m.status = :end, m.reason = :reason, m.closed = :now,
        m.payloadKey = null, m.payload = null, m.owner = null
        where m.instance = :instance and m.id = :id and m.status = 'WAITING' and m.owner = :owner\
        """;

    private static final String CLOSE_KEEPING_PAYLOAD = """
        update KithMessage m set m.status = :end, m.reason = :reason, m.closed = :now, m.owner = null,
        m.accepted = :accepted
        where m.instance = :instance and m.id = :id and m.status = 'WAITING' and m.owner = :owner\
        """;

    private static final String POSTPONE = """
        update KithMessage m set m.due = :due, m.reason = :reason, m.owner = null, m.attempts = :attempts,
        m.accepted = :accepted
        where m.instance = :instance and m.id = :id and m.status = 'WAITING' and m.owner = :owner\
        """;

    private static final String NEXT_DUE = """
        select m.due from KithMessage m
        where m.instance = :instance and m.status = 'WAITING' and m.kind in :kinds and m.channel in %s%s
        order by m.due\
        """;

    private final UnitOfWork unit;
    private final String instance;
    private final RandomGenerator random;
    private final Purge purge;
    private final @Nullable HeldKeys held;

    /**
     * The outbox of one instance, for a node that has every key.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param random spreads the workers over the messages; need not be secure
     */
    public JpaOutbox(UnitOfWork unit, String instance, RandomGenerator random) {
        this(unit, instance, random, null);
    }

    /**
     * The outbox of one instance, for a node that leaves the messages alone that it cannot open.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param random spreads the workers over the messages; need not be secure
     * @param held the keys of the node, {@code null} for every key
     */
    public JpaOutbox(UnitOfWork unit, String instance, RandomGenerator random, @Nullable HeldKeys held) {
        this.unit = unit;
        this.instance = instance;
        this.random = random;
        this.purge = new Purge(unit, instance);
        this.held = held;
    }

    /**
     * The keys of a node.
     *
     * @param ids gives those that open something at present; at least one
     * @param clock the time
     */
    public record HeldKeys(Supplier<Set<String>> ids, Clock clock) {}

    /** A query for messages that wait, of those that are this node's. */
    private <T> TypedQuery<T> waiting(EntityManager manager, String jpql, Class<T> type) {
        String openable = held == null ? "" : OPENABLE;
        TypedQuery<T> query = manager.createQuery(jpql.formatted(KnownKinds.CHANNELS, openable), type)
                .setParameter("instance", instance);
        return held == null ? query : query.setParameter("keys", held.ids().get());
    }

    @Override
    public List<Leased> lease(Set<MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
        return ContentionRetry.until(
                () -> unit.run(manager -> lease(manager, choose(manager, kinds, most, now), owner, now, lease)));
    }

    /**
     * Some of the messages that have been due the longest. Sorted, so that two workers that want the same rows lock them in
     * the same order.
     */
    private List<String> choose(EntityManager manager, Set<MessageKind> kinds, int most, Instant now) {
        TypedQuery<String> query = waiting(manager, DUE, String.class).setParameter("now", EpochMicros.of(now));
        if (held != null) {
            query.setParameter("lost", EpochMicros.of(now.minus(SecretKeys.OPENS)));
        }
        List<String> due = new ArrayList<>(query.setParameter("kinds", names(kinds))
                .setMaxResults(most * CHOICE)
                .getResultList());
        Collections.shuffle(due, new Random(random.nextLong()));
        return due.stream().limit(most).sorted().toList();
    }

    private static List<String> names(Set<MessageKind> kinds) {
        return kinds.stream().map(MessageKind::name).toList();
    }

    private List<Leased> lease(EntityManager manager, List<String> ids, String owner, Instant now, Duration lease) {
        if (ids.isEmpty()) {
            return List.of();
        }
        int taken = query(manager, LEASE)
                .setParameter("owner", owner)
                .setParameter("until", EpochMicros.of(now.plus(lease)))
                .setParameter("ids", ids)
                .setParameter("now", EpochMicros.of(now))
                .executeUpdate();
        return taken == 0 ? List.of() : leased(manager, owner, ids);
    }

    private List<Leased> leased(EntityManager manager, String owner, List<String> ids) {
        return manager
                .createQuery(LEASED, MessageRow.class)
                .setParameter("instance", instance)
                .setParameter("ids", ids)
                .setParameter("owner", owner)
                .getResultList()
                .stream()
                .map(row -> row.leased(owner))
                .toList();
    }

    @Override
    public boolean current(OutboxMessage message) {
        return unit.read(manager -> query(manager, CURRENT)
                .setParameter("userId", message.userId())
                .setParameter("channel", message.channel().name())
                .setParameter("id", message.id())
                .getSingleResult()
                .equals(1L));
    }

    @Override
    public void close(Leased leased, End end, @Nullable String reason, Instant now) {
        boolean keeps = leased.message().kind() == MessageKind.EVENT && end == End.DEAD;
        change(manager -> (keeps ? closeKeeping(manager, leased) : ofLease(manager, CLOSE, leased))
                .setParameter("end", end.name())
                .setParameter("reason", reason == null ? null : limited(reason))
                .setParameter("now", EpochMicros.of(now)));
    }

    private Query closeKeeping(EntityManager manager, Leased leased) {
        return ofLease(manager, CLOSE_KEEPING_PAYLOAD, leased)
                .setParameter("accepted", MessageRow.names(leased.accepted()));
    }

    @Override
    public void postpone(Leased leased, Instant due, String reason) {
        change(manager -> ofLease(manager, POSTPONE, leased)
                .setParameter("due", EpochMicros.of(due))
                .setParameter("reason", limited(reason))
                .setParameter("attempts", leased.attempt())
                .setParameter("accepted", MessageRow.names(leased.accepted())));
    }

    private static String limited(String reason) {
        int length = reason.codePointCount(0, reason.length());
        return length <= MOST_REASON ? reason : reason.substring(0, reason.offsetByCodePoints(0, MOST_REASON));
    }

    private Query ofLease(EntityManager manager, String statement, Leased leased) {
        return query(manager, statement)
                .setParameter("id", leased.message().id())
                .setParameter("owner", leased.owner());
    }

    @Override
    public @Nullable Instant nextDue(Set<MessageKind> kinds) {
        return unit.read(manager -> EpochMicros.timeOrNull(
                Jpql.first(nextDue(manager).setParameter("kinds", names(kinds)).setMaxResults(1))));
    }

    private TypedQuery<Long> nextDue(EntityManager manager) {
        TypedQuery<Long> query = waiting(manager, NEXT_DUE, Long.class);
        if (held == null) {
            return query;
        }
        Instant now = held.clock().instant();
        return query.setParameter("now", EpochMicros.of(now))
                .setParameter("lost", EpochMicros.of(now.minus(SecretKeys.OPENS)));
    }

    /**
     * Also removes recipients' budgets whose window began a day before that (windows are an hour long), links that have
     * expired and told so for a while, and records of changes that were undone before that, which can no longer be undone
     * again, like any other change of that time.
     */
    @Override
    public int purge(Instant closedBefore) {
        return purge.budgets(EpochMicros.of(closedBefore.minus(Duration.ofDays(1))))
                + purge.undos(EpochMicros.of(closedBefore.minus(KNOWN_AS_EXPIRED)))
                + purge.undone(EpochMicros.of(closedBefore))
                + purge.messages(EpochMicros.of(closedBefore));
    }

    private int change(Function<EntityManager, Query> statement) {
        return ContentionRetry.until(
                () -> unit.run(manager -> statement.apply(manager).executeUpdate()));
    }

    private Query query(EntityManager manager, String statement) {
        return manager.createQuery(statement).setParameter("instance", instance);
    }
}
