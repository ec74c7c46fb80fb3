package dev.kith.jpa;

import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.jpa.DueMessages.Due;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in a table. A lease is a conditional update that names its owner and expires by itself, so all that it needs
 * of the database is that a row is updated by one transaction at a time.
 */
public final class JpaOutbox implements Outbox {
    /** Workers choose among this many times as many messages more than they want, so that they rarely choose the same ones. */
    private static final int CHOICE = 3;

    private static final int MOST_BESIDES = 50;

    /** For so long a link that has expired says that, and not that it never worked. */
    private static final Duration KNOWN_AS_EXPIRED = Duration.ofDays(7);

    /** By the end of the lease, because the index of the queues leads straight to those of the lease by it. */
    private static final String LEASED = """
        select m from KithMessage m
        where m.status = 'WAITING' and m.queue = :queue and m.due = :until and m.owner = :owner\
        """;

    /** Between the times since when they are due, because the index of the queues leads to those in between. */
    private static final ListedSql LEASE = new ListedSql("""
        update kith_message set lease_owner = ?4, due = ?5, attempts = attempts + 1
        where status = 'WAITING' and queue = ?1 and due between ?2 and ?3 and id in (%s)\
        """, 5);

    /**
     * The instance is not compared as such: a database without statistics would read all contacts of the instance for each
     * message, as it believes that they are as few as those of a user.
     */
    private static final String CURRENT = """
        select m.id from KithMessage m, KithContact c
        where m.status = 'WAITING' and m.queue = :queue and m.due = :until and m.owner = :owner
        and c.instance = concat(m.instance, '') and c.userId = m.userId and c.channel = m.channel
        and c.proofId = m.id\
        """;

    /** The instance is not compared as such for the same reason. */
    private static final String ADOPT = """
        update kith_message set queue = case when kind = 'EVENT' then ?1 else ?2 end
        where status = 'WAITING' and queue = '' and concat(instance_id, '') = ?3\
        """;

    private final UnitOfWork unit;
    private final String instance;
    private final RandomGenerator random;
    private final Purge purge;
    private final DueMessages due;

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
        this.due = new DueMessages(instance, held);
    }

    /**
     * The keys of a node.
     *
     * @param ids gives those that open something at present; at least one
     * @param clock the time
     */
    public record HeldKeys(Supplier<Set<String>> ids, Clock clock) {}

    @Override
    public List<Leased> lease(Set<MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
        List<Leased> leased = new ArrayList<>();
        for (MessageQueue queue : MessageQueue.of(kinds)) {
            int wanted = Math.min(most, MOST_LEASED) - leased.size();
            if (wanted > 0) {
                Lease terms = new Lease(queue, owner, wanted, now, now.plus(lease));
                leased.addAll(lease(terms));
            }
        }
        return leased;
    }

    private record Lease(MessageQueue queue, String owner, int most, Instant now, Instant until) {}

    private List<Leased> lease(Lease lease) {
        return ContentionRetry.until(() -> unit.run(manager -> take(manager, lease, choose(manager, lease))));
    }

    /** Some of the messages that have been due the longest. */
    private List<Due> choose(EntityManager manager, Lease lease) {
        int among = lease.most + Math.min(MOST_BESIDES, CHOICE * lease.most);
        List<Due> some = new ArrayList<>(due.some(manager, lease.queue, among, lease.now));
        Collections.shuffle(some, new Random(random.nextLong()));
        return some;
    }

    /**
     * Takes as many as are wanted. Where another worker has been faster with all of them, those that were chosen besides are
     * tried, and nothing is searched again.
     */
    private List<Leased> take(EntityManager manager, Lease lease, List<Due> chosen) {
        for (int from = 0; from < chosen.size(); from += lease.most) {
            List<Due> wanted = chosen.subList(from, Math.min(chosen.size(), from + lease.most));
            if (update(manager, lease, wanted) > 0) {
                return leased(manager, lease);
            }
        }
        return List.of();
    }

    private int update(EntityManager manager, Lease lease, List<Due> wanted) {
        return LEASE.on(
                        manager,
                        wanted.stream().map(Due::id).sorted().toList(),
                        lease.queue.of(instance),
                        wanted.stream().mapToLong(Due::since).min().orElseThrow(),
                        wanted.stream().mapToLong(Due::since).max().orElseThrow(),
                        lease.owner,
                        EpochMicros.of(lease.until))
                .executeUpdate();
    }

    private List<Leased> leased(EntityManager manager, Lease lease) {
        return ofLease(manager, LEASED, MessageRow.class, lease.queue, lease.until, lease.owner)
                .getResultList()
                .stream()
                .map(row -> row.leased(lease.owner))
                .toList();
    }

    private <T> TypedQuery<T> ofLease(
            EntityManager manager, String jpql, Class<T> type, MessageQueue queue, Instant until, String owner) {
        return manager.createQuery(jpql, type)
                .setParameter("queue", queue.of(instance))
                .setParameter("until", EpochMicros.of(until))
                .setParameter("owner", owner);
    }

    @Override
    public Set<String> current(List<Leased> leased) {
        Leased one = leased.get(0);
        return unit.read(manager ->
                Set.copyOf(ofLease(manager, CURRENT, String.class, MessageQueue.PEOPLE, one.ends(), one.owner())
                        .getResultList()));
    }

    @Override
    public void settle(List<Settlement> settlements, Instant now) {
        change(writer -> writer.write(settlements, now));
    }

    @Override
    public void giveBack(List<Leased> leased, Instant now) {
        change(writer -> writer.giveBack(leased, now));
    }

    private void change(Consumer<SettlementWriter> change) {
        ContentionRetry.until(() -> unit.run(manager -> {
            change.accept(new SettlementWriter(manager, instance));
            return true;
        }));
    }

    /** Puts what nodes of the previous version have stored into the queues before it looks. */
    @Override
    public @Nullable Instant nextDue(Set<MessageKind> kinds) {
        ContentionRetry.until(() -> unit.run(this::adopt));
        return unit.read(manager -> MessageQueue.of(kinds).stream()
                .map(queue -> due.next(manager, queue))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null));
    }

    private int adopt(EntityManager manager) {
        return manager.createNativeQuery(ADOPT)
                .setParameter(1, MessageQueue.LISTENERS.of(instance))
                .setParameter(2, MessageQueue.PEOPLE.of(instance))
                .setParameter(3, instance)
                .executeUpdate();
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
}
