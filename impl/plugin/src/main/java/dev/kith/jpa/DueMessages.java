package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import dev.kith.core.SecretKeys;
import dev.kith.jpa.JpaOutbox.HeldKeys;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Searches for messages that wait and that a node may deliver, those first that are due first. Safe for several threads. */
final class DueMessages {
    /**
     * What this version may deliver, in the order of the index whose columns the condition begins with.
     */
    private static final String WAITING = """
         from KithMessage m
        where m.status = 'WAITING' and m.queue = :queue
        and m.kind in %s and m.channel in %s\
        """.formatted(KnownKinds.KINDS, KnownKinds.CHANNELS);

    private static final String DUE = " and m.due <= :now";

    /**
     * Messages that this node can open, and those that nobody needs to open any more. What was sealed with a key that only
     * other nodes have is theirs; a message without an end would wait for ever for a key that is gone everywhere.
     */
    private static final String OPENABLE = """
         and (m.payloadKey in (%s) or m.kind = 'START_VERIFICATION' or m.expires < :now
        or (m.expires is null and m.created < :lost))\
        """;

    private static final String IN_ORDER = " order by m.status, m.queue, m.due";

    private final String instance;
    private final @Nullable HeldKeys held;

    DueMessages(String instance, @Nullable HeldKeys held) {
        this.instance = instance;
        this.held = held;
    }

    /** Messages that are due. */
    List<Due> some(EntityManager manager, MessageQueue queue, int most, Instant now) {
        List<Object[]> rows = query(manager, "select m.id, m.due", DUE, queue, now, Object[].class)
                .setParameter("now", EpochMicros.of(now))
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(row -> new Due((String) row[0], (Long) row[1])).toList();
    }

    /** A message that is due, and since when. */
    record Due(String id, long since) {}

    /** When the first message is due, {@code null} for never. */
    @Nullable
    Instant next(EntityManager manager, MessageQueue queue) {
        Instant now = held == null ? Instant.EPOCH : held.clock().instant();
        return EpochMicros.timeOrNull(Jpql.first(
                query(manager, "select m.due", "", queue, now, Long.class).setMaxResults(1)));
    }

    /** With a parameter for each key, because Hibernate translates a query that has a list anew each time. */
    private <T> TypedQuery<T> query(
            EntityManager manager, String what, String due, MessageQueue queue, Instant now, Class<T> type) {
        List<String> keys = held == null ? List.of() : List.copyOf(held.ids().get());
        String openable = held == null ? "" : openable(keys.size());
        TypedQuery<T> query = manager.createQuery(what + WAITING + due + openable + IN_ORDER, type)
                .setParameter("queue", queue.of(instance));
        for (int i = 0; i < keys.size(); i++) {
            query.setParameter("key" + i, keys.get(i));
        }
        return held == null
                ? query
                : query.setParameter("now", EpochMicros.of(now))
                        .setParameter("lost", EpochMicros.of(now.minus(SecretKeys.OPENS)));
    }

    private static String openable(int keys) {
        return OPENABLE.formatted(
                IntStream.range(0, keys).mapToObj(number -> ":key" + number).collect(joining(", ")));
    }
}
