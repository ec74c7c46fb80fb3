package dev.kith.jpa;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.DeliveryAdmin.Retry;
import dev.kith.core.Outbox.End;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.DeadMessage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages that wait for delivery and those that were given up, as seen by one transaction. */
final class DeadLetters {
    private static final String WAITING = """
        select m.kind, count(m.id), min(m.created) from KithMessage m
        where m.instance = :instance and m.status = 'WAITING'
        and (m.due <= :now or m.attempts > 0 or m.kind <> 'NOTICE') group by m.kind\
        """;

    /** Notices whose turn has not come. */
    private static final String HELD = """
        select m.kind, count(m.id) from KithMessage m
        where m.instance = :instance and m.status = 'WAITING'
        and m.due > :now and m.attempts = 0 and m.kind = 'NOTICE' group by m.kind\
        """;

    private static final String LEASED = """
        select m.kind, count(m.id) from KithMessage m
        where m.instance = :instance and m.status = 'WAITING' and m.owner is not null and m.due > :now
        group by m.kind\
        """;

    private static final String FAILED = """
        select m.kind, m.reason, count(m.id) from KithMessage m
        where m.instance = :instance and m.status = 'WAITING' and m.reason is not null
        group by m.kind, m.reason order by count(m.id) desc, m.kind, m.reason\
        """;

    private static final String DEAD = """
        select m.kind, count(m.id) from KithMessage m
        where m.instance = :instance and m.status = 'DEAD' group by m.kind\
        """;

    private static final String LIST = """
        select m from KithMessage m
        where m.instance = :instance and m.status = 'DEAD' order by m.closed, m.id\
        """;

    private static final String FIND = """
        select m from KithMessage m
        where m.instance = :instance and m.id = :id and m.status = 'DEAD'
        and m.kind in %s and m.channel in %s\
        """.formatted(KnownKinds.KINDS, KnownKinds.CHANNELS);

    private static final String REVIVE = """
        update KithMessage m set m.status = 'WAITING', m.due = :now, m.attempts = 0, m.reason = null,
        m.closed = null, m.owner = null, m.accepted = :accepted
        where m.instance = :instance and m.id = :id and m.status = 'DEAD'\
        """;

    private static final String REVIVE_WITH_PAYLOAD = """
        update KithMessage m set m.status = 'WAITING', m.due = :now, m.attempts = 0, m.reason = null,
        m.closed = null, m.owner = null, m.accepted = :accepted, m.payloadKey = :key, m.payload = :payload
        where m.instance = :instance and m.id = :id and m.status = 'DEAD'\
        """;

    private static final String DISMISS = """
        update KithMessage m set m.status = :end, m.payloadKey = null, m.payload = null, m.closed = :now
        where m.instance = :instance and m.id = :id and m.status = 'DEAD'\
        """;

    private final EntityManager manager;
    private final String instance;

    DeadLetters(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    Backlog backlog(Instant now) {
        long moment = EpochMicros.of(now);
        List<Object[]> waiting = rows(query(WAITING).setParameter("now", moment));
        Map<Kind, Long> all = counts(waiting);
        Map<Kind, Long> leased = counts(rows(query(LEASED).setParameter("now", moment)));
        Map<Kind, Long> held = counts(rows(query(HELD).setParameter("now", moment)));
        Map<Kind, Long> dead = counts(rows(query(DEAD)));
        Long oldest =
                waiting.stream().map(row -> (Long) row[2]).min(Long::compare).orElse(null);
        List<Depth> depths = Arrays.stream(Kind.values())
                .map(kind -> depth(kind, all, leased, dead, held))
                .toList();
        return new Backlog(depths, EpochMicros.timeOrNull(oldest));
    }

    /** The counts are queried one after the other, while messages change state. */
    private static Depth depth(
            Kind kind, Map<Kind, Long> all, Map<Kind, Long> leased, Map<Kind, Long> dead, Map<Kind, Long> held) {
        long onTheirWay = leased.getOrDefault(kind, 0L);
        return new Depth(
                kind,
                Math.max(0, all.getOrDefault(kind, 0L) - onTheirWay),
                onTheirWay,
                dead.getOrDefault(kind, 0L),
                held.getOrDefault(kind, 0L));
    }

    private static Map<Kind, Long> counts(List<Object[]> rows) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        rows.forEach(row -> counts.merge(MessageRow.toldKind((String) row[0]), (Long) row[1], Long::sum));
        return counts;
    }

    @SuppressWarnings("unchecked") // a query for several columns gives back an array for each row
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    List<Retry> retries(int most) {
        return rows(query(FAILED).setMaxResults(most)).stream()
                .map(row -> new Retry(MessageRow.toldKind((String) row[0]), (String) row[1], (Long) row[2]))
                .toList();
    }

    List<Dead> list(int most) {
        List<MessageRow> rows = manager.createQuery(LIST, MessageRow.class)
                .setParameter("instance", instance)
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(MessageRow::told).toList();
    }

    @Nullable
    DeadMessage find(String id) {
        List<MessageRow> rows = StorableText.text(id)
                ? manager.createQuery(FIND, MessageRow.class)
                        .setParameter("instance", instance)
                        .setParameter("id", id)
                        .getResultList()
                : List.of();
        DeadMessage found = rows.isEmpty() ? null : rows.get(0).dead();
        manager.clear();
        return found;
    }

    void revive(String id, @Nullable Sealed payload, Set<String> accepted, Instant now) {
        Query revive = payload == null
                ? query(REVIVE)
                : query(REVIVE_WITH_PAYLOAD)
                        .setParameter("key", payload.keyId())
                        .setParameter("payload", payload.text());
        requireOne(revive.setParameter("id", id)
                .setParameter("accepted", MessageRow.names(accepted))
                .setParameter("now", EpochMicros.of(now))
                .executeUpdate());
    }

    void dismiss(String id, Instant now) {
        requireOne(query(DISMISS)
                .setParameter("id", id)
                .setParameter("end", End.VOID.name())
                .setParameter("now", EpochMicros.of(now))
                .executeUpdate());
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new Contended("the message was replayed in the meantime");
        }
    }

    private Query query(String statement) {
        return manager.createQuery(statement).setParameter("instance", instance);
    }
}
