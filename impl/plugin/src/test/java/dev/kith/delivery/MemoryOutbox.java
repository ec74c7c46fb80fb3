package dev.kith.delivery;

import static java.util.stream.Collectors.toSet;

import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An outbox in memory that keeps every promise of the port, and can be away. */
final class MemoryOutbox implements Outbox {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private boolean away;
    private boolean readOnly;
    private int questions;

    /** A row as a test looks at it. */
    static final class Row {
        private final OutboxMessage message;
        private boolean current = true;
        private boolean payloadKept = true;
        private Instant due;
        private Instant leasedUntil = Instant.MIN;
        private @Nullable String owner;
        private int attempts;
        private @Nullable End end;
        private @Nullable String reason;
        private @Nullable Instant closed;
        private Set<String> accepted = Set.of();

        Row(OutboxMessage message) {
            this.message = message;
            this.due = message.created();
        }

        @Nullable
        End end() {
            return end;
        }

        @Nullable
        String reason() {
            return reason;
        }

        Instant due() {
            return due;
        }

        int attempts() {
            return attempts;
        }

        boolean payloadKept() {
            return payloadKept;
        }

        boolean leased() {
            return owner != null;
        }
    }

    synchronized void add(OutboxMessage message) {
        rows.put(message.id(), new Row(message));
    }

    synchronized Row row(String id) {
        return Objects.requireNonNull(rows.get(id), id);
    }

    synchronized int size() {
        return rows.size();
    }

    /** How often somebody asked whether there is anything to do. */
    synchronized int questions() {
        return questions;
    }

    /** The code was redeemed or replaced. */
    synchronized void outdate(String id) {
        row(id).current = false;
    }

    /** From now on everything fails, until it is back. */
    synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** From now on nothing can be written but leases, until it can. */
    synchronized void readOnly(boolean isReadOnly) {
        readOnly = isReadOnly;
    }

    @Override
    public synchronized List<Leased> lease(
            Set<OutboxMessage.MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
        failWhereAway();
        questions++;
        List<Leased> leased = new ArrayList<>();
        for (Row row : rows.values()) {
            boolean free = kinds.contains(row.message.kind())
                    && row.end == null
                    && !row.due.isAfter(now)
                    && !row.leasedUntil.isAfter(now);
            if (free && leased.size() < most) {
                row.owner = owner;
                row.leasedUntil = now.plus(lease);
                row.attempts++;
                leased.add(new Leased(row.message, owner, row.leasedUntil, row.attempts, row.accepted));
            }
        }
        return leased;
    }

    @Override
    public synchronized Set<String> current(List<Leased> leased) {
        failWhereAway();
        return leased.stream()
                .map(one -> one.message().id())
                .filter(id -> row(id).current)
                .collect(toSet());
    }

    @Override
    public synchronized void settle(List<Settlement> settlements, Instant now) {
        settlements.forEach(settlement -> settle(settlement, now));
    }

    private void settle(Settlement settlement, Instant now) {
        Row row = held(settlement.leased());
        if (row != null && settlement instanceof Settlement.Closed closed) {
            row.end = closed.end();
            row.reason = closed.reason();
            row.closed = now;
            row.payloadKept =
                    closed.leased().message().kind() == OutboxMessage.MessageKind.EVENT && closed.end() == End.DEAD;
        } else if (row != null && settlement instanceof Settlement.Postponed postponed) {
            row.due = postponed.due();
            row.reason = postponed.reason();
            row.attempts = postponed.leased().attempt();
        }
        if (row != null) {
            free(row, settlement.leased().accepted());
        }
    }

    private static void free(Row row, Set<String> accepted) {
        row.accepted = accepted;
        row.owner = null;
        row.leasedUntil = Instant.MIN;
    }

    @Override
    public synchronized void giveBack(List<Leased> leased, Instant now) {
        for (Leased one : leased) {
            Row row = held(one);
            if (row != null) {
                row.due = now;
                row.attempts--;
                free(row, row.accepted);
            }
        }
    }

    @Override
    public synchronized @Nullable Instant nextDue(Set<OutboxMessage.MessageKind> kinds) {
        failWhereAway();
        questions++;
        return rows.values().stream()
                .filter(row -> row.end == null && kinds.contains(row.message.kind()))
                .map(row -> row.owner == null ? row.due : row.leasedUntil)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Override
    public synchronized int purge(Instant closedBefore) {
        failWhereAway();
        List<String> old = rows.entrySet().stream()
                .filter(row ->
                        row.getValue().closed != null && row.getValue().closed.isBefore(closedBefore))
                .map(Map.Entry::getKey)
                .limit(MOST_PURGED)
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }

    private @Nullable Row held(Leased leased) {
        failWhereAway();
        if (readOnly) {
            throw new StorageAway();
        }
        Row row = row(leased.message().id());
        return leased.owner().equals(row.owner) && row.end == null ? row : null;
    }

    private void failWhereAway() {
        if (away) {
            throw new StorageAway();
        }
    }

    /** What a database that is away would say. */
    static final class StorageAway extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
