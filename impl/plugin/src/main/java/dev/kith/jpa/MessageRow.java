package dev.kith.jpa;

import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.core.ContactChannel;
import dev.kith.core.DeliveryFailure;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.UserStore.DeadMessage;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A message that waits for delivery, or has been closed. */
@Entity(name = "KithMessage")
@Table(
        name = "kith_message",
        indexes = {
            @Index(name = "kith_message_due", columnList = "status, queue, due"),
            @Index(name = "kith_message_closed", columnList = "closed"),
            @Index(name = "kith_message_user", columnList = "user_id")
        })
@IdClass(RowKey.class)
@Cacheable(false)
public class MessageRow {
    /** The status of a message that is yet to be delivered; the others are the names of {@code Outbox.End}. */
    static final String WAITING = "WAITING";

    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    @Column(name = "organization_id", length = Columns.TEXT, nullable = false)
    String organization;

    @Column(name = "channel", length = Columns.SHORT, nullable = false)
    String channel;

    @Column(name = "kind", length = Columns.SHORT, nullable = false)
    String kind;

    /** The {@link MessageQueue} of the instance; empty where a node of the previous version has stored the message. */
    @Column(name = "queue", length = Columns.QUEUE, nullable = false)
    String queue;

    @Column(name = "recipient", length = Columns.TEXT, nullable = false)
    String recipient;

    @Column(name = "payload_key", length = Columns.TEXT)
    @Nullable
    String payloadKey;

    @Column(name = "payload", length = Columns.DOCUMENT)
    @Nullable
    String payload;

    @Column(name = "created", nullable = false)
    long created;

    @Column(name = "expires")
    @Nullable
    Long expires;

    /** When delivery may be attempted; for a leased message, the end of the lease. */
    @Column(name = "due", nullable = false)
    long due;

    /** Names the lease; null if delivery has not been attempted since the message was stored or released. */
    @Column(name = "lease_owner", length = Columns.SHORT)
    @Nullable
    String owner;

    @Column(name = "attempts", nullable = false)
    int attempts;

    @Column(name = "status", length = Columns.SHORT, nullable = false)
    String status;

    @Column(name = "reason", length = Columns.TEXT)
    @Nullable
    String reason;

    @Column(name = "closed")
    @Nullable
    Long closed;

    /** The listeners that have accepted an event, one on each line. */
    @Column(name = "accepted", length = Columns.NAMES)
    @Nullable
    String accepted;

    /** The columns, for inserts of many rows. */
    static final List<RowColumn<MessageRow>> COLUMNS = List.of(
            new RowColumn<>("instance_id", row -> row.instance),
            new RowColumn<>("id", row -> row.id),
            new RowColumn<>("user_id", row -> row.userId),
            new RowColumn<>("organization_id", row -> row.organization),
            new RowColumn<>("channel", row -> row.channel),
            new RowColumn<>("kind", row -> row.kind),
            new RowColumn<>("queue", row -> row.queue),
            new RowColumn<>("recipient", row -> row.recipient),
            new RowColumn<>("payload_key", row -> row.payloadKey),
            new RowColumn<>("payload", row -> row.payload),
            new RowColumn<>("created", row -> row.created),
            new RowColumn<>("expires", row -> row.expires),
            new RowColumn<>("due", row -> row.due),
            new RowColumn<>("lease_owner", row -> row.owner),
            new RowColumn<>("attempts", row -> row.attempts),
            new RowColumn<>("status", row -> row.status),
            new RowColumn<>("reason", row -> row.reason),
            new RowColumn<>("closed", row -> row.closed),
            new RowColumn<>("accepted", row -> row.accepted));

    /** For the persistence provider. */
    protected MessageRow() {}

    MessageRow(String instance, OutboxMessage message, Instant due) {
        this.instance = instance;
        this.id = message.id();
        this.userId = message.userId();
        this.organization = message.organization();
        this.channel = message.channel().name();
        this.kind = message.kind().name();
        this.queue = MessageQueue.of(message.kind()).of(instance);
        this.recipient = message.recipient();
        this.payloadKey = message.payload().keyId();
        this.payload = message.payload().text();
        this.created = EpochMicros.of(message.created());
        this.expires = EpochMicros.ofNullable(message.expires());
        this.due = EpochMicros.of(due);
        this.status = WAITING;
    }

    Leased leased(String byOwner) {
        return new Leased(message(), byOwner, EpochMicros.time(due), attempts, marks());
    }

    private Set<String> marks() {
        return accepted == null ? Set.of() : Set.copyOf(List.of(accepted.split("\n")));
    }

    DeadMessage dead() {
        return new DeadMessage(
                id,
                userId,
                ContactChannel.valueOf(channel),
                OutboxMessage.MessageKind.valueOf(kind),
                recipient,
                EpochMicros.time(created),
                EpochMicros.timeOrNull(expires),
                marks());
    }

    /** The parts that an operator may see. */
    Dead told() {
        DeliveryFailure failure = DeliveryFailure.read(reason == null ? "" : reason);
        return new Dead(
                id,
                toldKind(kind),
                toldChannel(),
                userId,
                organization,
                failure.cause(),
                failure.detail(),
                attempts,
                EpochMicros.time(created),
                EpochMicros.time(closed == null ? created : closed));
    }

    /** A kind that only a newer version knows is {@code OTHER} to this one. */
    static Kind toldKind(String kind) {
        return Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .orElse(Kind.OTHER);
    }

    private DeliveryAdmin.@Nullable Channel toldChannel() {
        return Arrays.stream(DeliveryAdmin.Channel.values())
                .filter(known -> known.name().equals(channel) && !kind.equals(Kind.EVENT.name()))
                .findFirst()
                .orElse(null);
    }

    /** Names that do not fit into the column are left out: their listeners get the event again. */
    static @Nullable String names(Set<String> accepted) {
        StringBuilder lines = new StringBuilder();
        for (String name : new TreeSet<>(accepted)) {
            if (lines.length() + 1 + name.length() <= Columns.NAMES) {
                lines.append(lines.isEmpty() ? "" : "\n").append(name);
            }
        }
        return lines.isEmpty() ? null : lines.toString();
    }

    private OutboxMessage message() {
        if (payloadKey == null || payload == null) {
            throw new IllegalStateException("a message that is waiting for delivery has no payload");
        }
        return new OutboxMessage(
                id,
                userId,
                organization,
                ContactChannel.valueOf(channel),
                OutboxMessage.MessageKind.valueOf(kind),
                recipient,
                new Sealed(payloadKey, payload),
                EpochMicros.time(created),
                EpochMicros.timeOrNull(expires));
    }
}
