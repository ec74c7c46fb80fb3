package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A bearer token, of which only the hash is stored. */
@Entity(name = "KithToken")
@Table(name = "kith_token")
@IdClass(RowKey.class)
@Cacheable(false)
public class TokenRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The token's hash. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "subject", length = Columns.TEXT, nullable = false)
    String subject;

    /** A JSON array of strings. */
    @Column(name = "roles", length = Columns.DOCUMENT, nullable = false)
    String roles;

    @Column(name = "created", nullable = false)
    long created;

    /** For the persistence provider. */
    protected TokenRow() {}

    TokenRow(String instance, String hash, String subject, String roles, long created) {
        this.instance = instance;
        this.id = hash;
        this.subject = subject;
        this.roles = roles;
        this.created = created;
    }
}
