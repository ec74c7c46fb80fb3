package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** The claim of a user's verified contact, where contacts are unique. */
@Entity(name = "KithClaim")
@Table(
        name = "kith_claim",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "kith_claim_hash",
                        columnNames = {"claim_hash", "instance_id"}))
@IdClass(ContactRow.ContactKey.class)
@Cacheable(false)
public class ClaimRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    @Id
    @Column(name = "channel", length = Columns.SHORT, nullable = false)
    String channel;

    /** A digest of the address or number and of where it is unique. */
    @Column(name = "claim_hash", length = Columns.SHORT, nullable = false)
    String hash;

    /** For the persistence provider. */
    protected ClaimRow() {}

    ClaimRow(String instance, String userId, ContactChannel channel, String hash) {
        this.instance = instance;
        this.userId = userId;
        this.channel = channel.name();
        this.hash = hash;
    }
}
