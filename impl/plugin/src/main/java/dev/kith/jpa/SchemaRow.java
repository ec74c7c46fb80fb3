package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** A user schema; its documents are in its revisions. */
@Entity(name = "KithSchema")
@Table(
        name = "kith_schema",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "kith_schema_type",
                        columnNames = {"instance_id", "type_claim"}))
@IdClass(RowKey.class)
@Cacheable(false)
public class SchemaRow {
    static final String ACTIVE = "ACTIVE";
    static final String INACTIVE = "INACTIVE";
    static final String DELETED = "DELETED";

    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "type", length = Columns.TEXT, nullable = false)
    String type;

    /** Unique, so that no two schemas have the same type; see {@link UniqueClaim}. */
    @Column(name = "type_claim", length = Columns.CLAIM, nullable = false)
    String typeClaim;

    /** The newest revision. */
    @Column(name = "revision", nullable = false)
    int revision;

    @Column(name = "state", length = Columns.SHORT, nullable = false)
    String state;

    /** For the persistence provider. */
    protected SchemaRow() {}

    SchemaRow(String instance, String id, String type) {
        this.instance = instance;
        this.id = id;
        this.type = type;
        this.typeClaim = UniqueClaim.on(type);
        this.revision = 1;
        this.state = ACTIVE;
    }
}
