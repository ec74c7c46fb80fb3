package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A key that was generated because none is configured. */
@Entity(name = "KithKey")
@Table(name = "kith_key")
@IdClass(RowKey.class)
@Cacheable(false)
public class KeyRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    /** In base64. */
    @Column(name = "secret", length = Columns.TEXT, nullable = false)
    String secret;

    @Column(name = "created", nullable = false)
    long created;

    /** Since when it makes nothing new. */
    @Column(name = "retired")
    @Nullable
    Long retired;

    /** For the persistence provider. */
    protected KeyRow() {}

    KeyRow(String instance, String id, String secret, long created, @Nullable Long retired) {
        this.instance = instance;
        this.id = id;
        this.secret = secret;
        this.created = created;
        this.retired = retired;
    }
}
