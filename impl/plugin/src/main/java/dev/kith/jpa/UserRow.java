package dev.kith.jpa;

import dev.kith.core.CaseFolding;
import dev.kith.core.User;
import dev.kith.core.UserData;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user without its contacts. */
@Entity(name = "KithUser")
@Table(
        name = "kith_user",
        indexes = {
            @Index(name = "kith_user_schema", columnList = "instance_id, schema_id, id"),
            @Index(name = "kith_user_created", columnList = "created, id, instance_id"),
            @Index(name = "kith_user_organization", columnList = "organization_id, instance_id, created, id")
        })
@IdClass(RowKey.class)
@Cacheable(false)
public class UserRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "organization_id", length = Columns.TEXT, nullable = false)
    String organization;

    /** The id without regard to case; without a value, it is the id itself. */
    @Column(name = "id_folded", length = Columns.FOLDED)
    @Nullable
    String idFolded;

    /** The organization without regard to case; without a value, it is the organization itself. */
    @Column(name = "organization_folded", length = Columns.FOLDED)
    @Nullable
    String organizationFolded;

    @Column(name = "schema_id", length = Columns.TEXT, nullable = false)
    String schemaId;

    @Column(name = "schema_revision", nullable = false)
    int revision;

    @Column(name = "data", length = Columns.DOCUMENT, nullable = false)
    String data;

    @Column(name = "active", nullable = false)
    boolean active;

    @Column(name = "locked", nullable = false)
    boolean locked;

    @Column(name = "created", nullable = false)
    long created;

    @Column(name = "changed", nullable = false)
    long changed;

    @Column(name = "version", nullable = false)
    long version;

    /** The columns, for inserts of many rows. */
    static final List<RowColumn<UserRow>> COLUMNS = List.of(
            new RowColumn<>("instance_id", row -> row.instance),
            new RowColumn<>("id", row -> row.id),
            new RowColumn<>("id_folded", row -> row.idFolded),
            new RowColumn<>("organization_id", row -> row.organization),
            new RowColumn<>("organization_folded", row -> row.organizationFolded),
            new RowColumn<>("schema_id", row -> row.schemaId),
            new RowColumn<>("schema_revision", row -> row.revision),
            new RowColumn<>("data", row -> row.data),
            new RowColumn<>("active", row -> row.active),
            new RowColumn<>("locked", row -> row.locked),
            new RowColumn<>("created", row -> row.created),
            new RowColumn<>("changed", row -> row.changed),
            new RowColumn<>("version", row -> row.version));

    /** For the persistence provider. */
    protected UserRow() {}

    UserRow(String instance, User user) {
        this.instance = instance;
        this.id = user.id();
        this.organization = user.organization();
        this.idFolded = foldedIfOther(user.id());
        this.organizationFolded = foldedIfOther(user.organization());
        this.schemaId = user.schemaId();
        this.revision = user.revision();
        this.data = user.content().text();
        this.active = user.active();
        this.locked = user.locked();
        this.created = EpochMicros.of(user.created());
        this.changed = EpochMicros.of(user.changed());
        this.version = user.version();
    }

    /** The folded form of a text, {@code null} where it is the text itself. */
    static @Nullable String foldedIfOther(String text) {
        String folded = CaseFolding.of(text);
        return folded.equals(text) ? null : folded;
    }

    User user(@Nullable ContactRow email, @Nullable ContactRow phone) {
        return new User(
                id,
                organization,
                schemaId,
                revision,
                UserData.stored(data),
                active,
                locked,
                EpochMicros.time(created),
                EpochMicros.time(changed),
                version,
                ContactRow.present(email),
                ContactRow.present(phone),
                new User.RemovedContacts(ContactRow.removed(email), ContactRow.removed(phone)));
    }
}
