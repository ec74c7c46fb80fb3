package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;

/** A change of a contact that was undone, and with it every later change up to that moment. */
@Entity(name = "KithUndone")
@Table(
        name = "kith_undone",
        indexes = {
            @Index(name = "kith_undone_user", columnList = "user_id"),
            @Index(name = "kith_undone_moment", columnList = "moment")
        })
@IdClass(RowKey.class)
@Cacheable(false)
public class UndoneRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The notice of the change. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    @Column(name = "channel", length = Columns.SHORT, nullable = false)
    String channel;

    /** When the change was made. */
    @Column(name = "made", nullable = false)
    long made;

    /** When it was undone. */
    @Column(name = "moment", nullable = false)
    long moment;

    /** For the persistence provider. */
    protected UndoneRow() {}

    UndoneRow(String instance, String id, String userId, ContactChannel channel, Instant made, Instant moment) {
        this.instance = instance;
        this.id = id;
        this.userId = userId;
        this.channel = channel.name();
        this.made = EpochMicros.of(made);
        this.moment = EpochMicros.of(moment);
    }
}
