package dev.kith.jpa;

import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Outbox.Settlement;
import dev.kith.core.OutboxMessage.MessageKind;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what becomes of leased messages, in one transaction: one statement for those that were leased together and end alike,
 * as nearly all do.
 */
final class SettlementWriter {
    private static final int MOST_REASON = 200;

    /** The end of the lease is in it, because the index of the queues leads straight to those of the lease by it. */
    private static final String OF_LEASE = """
         where status = 'WAITING' and queue = ?1 and due = ?2 and lease_owner = ?3 and id in (%s)\
        """;

    private static final ListedSql CLOSE = ofLease("""
        update kith_message set status = ?4, reason = nullif(?5, ''), closed = ?6,
        payload_key = null, payload = null, lease_owner = null\
        """, 6);

    private static final ListedSql CLOSE_KEEPING_PAYLOAD = ofLease("""
        update kith_message set status = ?4, reason = nullif(?5, ''), closed = ?6,
        accepted = nullif(?7, ''), lease_owner = null\
        """, 7);

    private static final ListedSql POSTPONE = ofLease("""
        update kith_message set due = ?4, reason = nullif(?5, ''), attempts = ?6,
        accepted = nullif(?7, ''), lease_owner = null\
        """, 7);

    private static final ListedSql GIVE_BACK = ofLease("""
        update kith_message set due = ?4, attempts = attempts - 1, lease_owner = null\
        """, 4);

    private final EntityManager manager;
    private final String instance;

    SettlementWriter(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    private static ListedSql ofLease(String update, int others) {
        return new ListedSql(update + OF_LEASE, others);
    }

    void write(List<Settlement> settlements, Instant now) {
        Map<Ending, List<Leased>> alike = new LinkedHashMap<>();
        for (Settlement settlement : settlements) {
            if (settlement instanceof Settlement.Postponed postponed) {
                postpone(postponed);
            } else if (settlement instanceof Settlement.Closed closed) {
                if (closed.leased().message().kind() == MessageKind.EVENT && closed.end() == End.DEAD) {
                    closeKeepingPayload(closed, now);
                } else {
                    alike.computeIfAbsent(Ending.of(closed), absent -> new ArrayList<>())
                            .add(closed.leased());
                }
            }
        }
        alike.forEach((ending, leased) -> update(CLOSE, leased, ending.end.name(), ending.reason, EpochMicros.of(now)));
    }

    /** What messages that were leased together and end alike have in common. */
    private record Ending(String owner, End end, String reason) {
        static Ending of(Settlement.Closed closed) {
            return new Ending(closed.leased().owner(), closed.end(), limited(closed.reason()));
        }
    }

    private void closeKeepingPayload(Settlement.Closed closed, Instant now) {
        update(
                CLOSE_KEEPING_PAYLOAD,
                List.of(closed.leased()),
                closed.end().name(),
                limited(closed.reason()),
                EpochMicros.of(now),
                names(closed.leased()));
    }

    private void postpone(Settlement.Postponed postponed) {
        Leased leased = postponed.leased();
        update(
                POSTPONE,
                List.of(leased),
                EpochMicros.of(postponed.due()),
                limited(postponed.reason()),
                leased.attempt(),
                names(leased));
    }

    void giveBack(List<Leased> leased, Instant now) {
        update(GIVE_BACK, leased, EpochMicros.of(now));
    }

    /** They have been leased together; each queue has a statement of its own. */
    private void update(ListedSql statement, List<Leased> leased, Object... values) {
        Map<MessageQueue, List<Leased>> queues = new EnumMap<>(MessageQueue.class);
        leased.forEach(
                one -> queues.computeIfAbsent(MessageQueue.of(one.message().kind()), absent -> new ArrayList<>())
                        .add(one));
        queues.forEach((queue, those) -> update(statement, queue, those, values));
    }

    private void update(ListedSql statement, MessageQueue queue, List<Leased> leased, Object... values) {
        Leased one = leased.get(0);
        Stream<Object> lease = Stream.of(queue.of(instance), EpochMicros.of(one.ends()), one.owner());
        List<String> ids = leased.stream().map(each -> each.message().id()).toList();
        statement
                .on(manager, ids, Stream.concat(lease, Stream.of(values)).toArray())
                .executeUpdate();
    }

    /** Empty for none. */
    private static String names(Leased leased) {
        return Objects.requireNonNullElse(MessageRow.names(leased.accepted()), "");
    }

    /** Empty for none. */
    private static String limited(@Nullable String reason) {
        if (reason == null) {
            return "";
        }
        int length = reason.codePointCount(0, reason.length());
        return length <= MOST_REASON ? reason : reason.substring(0, reason.offsetByCodePoints(0, MOST_REASON));
    }
}
