package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.UndoEntry;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.jspecify.annotations.Nullable;

/** A replacement of a contact that the link of a notice can undo. */
@Entity(name = "KithUndo")
@Table(
        name = "kith_undo",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "kith_undo_token",
                        columnNames = {"token_hash", "instance_id"}),
        indexes = {
            @Index(name = "kith_undo_user", columnList = "user_id"),
            @Index(name = "kith_undo_made", columnList = "made")
        })
@IdClass(RowKey.class)
@Cacheable(false)
public class UndoRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The notice of the replacement. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    /** The SHA-256 of the token in the link. */
    @Column(name = "token_hash", length = Columns.SHORT, nullable = false)
    String tokenHash;

    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    /** When the user was created: a later user of the same id is another one. */
    @Column(name = "user_created", nullable = false)
    long userCreated;

    @Column(name = "channel", length = Columns.SHORT, nullable = false)
    String channel;

    @Column(name = "sealed_key", length = Columns.TEXT, nullable = false)
    String sealedKey;

    /** The address or number that was replaced. */
    @Column(name = "sealed_value", length = Columns.SEALED, nullable = false)
    String sealedValue;

    @Column(name = "made", nullable = false)
    long made;

    /** When this or an earlier replacement was undone; null for not yet. */
    @Column(name = "used")
    @Nullable
    Long used;

    /** For the persistence provider. */
    protected UndoRow() {}

    UndoRow(String instance, UndoEntry entry) {
        this.instance = instance;
        this.id = entry.id();
        this.tokenHash = entry.tokenHash();
        this.userId = entry.userId();
        this.userCreated = EpochMicros.of(entry.userCreated());
        this.channel = entry.channel().name();
        this.sealedKey = entry.value().keyId();
        this.sealedValue = entry.value().text();
        this.made = EpochMicros.of(entry.made());
        this.used = EpochMicros.ofNullable(entry.used());
    }

    UndoEntry entry() {
        return new UndoEntry(
                id,
                tokenHash,
                userId,
                EpochMicros.time(userCreated),
                ContactChannel.valueOf(channel),
                new Sealed(sealedKey, sealedValue),
                EpochMicros.time(made),
                EpochMicros.timeOrNull(used));
    }
}
