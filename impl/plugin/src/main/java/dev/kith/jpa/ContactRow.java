package dev.kith.jpa;

import dev.kith.core.CaseFolding;
import dev.kith.core.Contact;
import dev.kith.core.Contact.Issued;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.ContactChannel;
import dev.kith.core.NoticeCount;
import dev.kith.core.Proof;
import dev.kith.core.User;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contact of a user with its outstanding proof. A row whose address is empty stands for a contact that was removed, and keeps
 * what was sent for it lately.
 */
@Entity(name = "KithContact")
@Table(
        name = "kith_contact",
        indexes = {
            @Index(name = "kith_contact_redeemed", columnList = "redeemed_at"),
            @Index(name = "kith_contact_address", columnList = "address"),
            @Index(name = "kith_contact_folded", columnList = "address_folded")
        })
@IdClass(ContactRow.ContactKey.class)
@Cacheable(false)
public class ContactRow {
    /** The address of a contact that was removed. */
    static final String REMOVED = "";

    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    @Id
    @Column(name = "channel", length = Columns.SHORT, nullable = false)
    String channel;

    @Column(name = "address", length = Columns.TEXT, nullable = false)
    String address;

    /** The address without regard to case; rows of older nodes have none. */
    @Column(name = "address_folded", length = Columns.FOLDED)
    @Nullable
    String addressFolded;

    @Column(name = "verified", nullable = false)
    boolean verified;

    @Column(name = "proof_id", length = Columns.TEXT)
    @Nullable
    String proofId;

    @Column(name = "proof_address", length = Columns.TEXT)
    @Nullable
    String proofAddress;

    @Column(name = "proof_hash", length = Columns.SHORT)
    @Nullable
    String proofHash;

    @Column(name = "proof_key", length = Columns.TEXT)
    @Nullable
    String proofKey;

    @Column(name = "proof_issued")
    @Nullable
    Long proofIssued;

    @Column(name = "proof_expires")
    @Nullable
    Long proofExpires;

    @Column(name = "proof_guesses", nullable = false)
    int guesses;

    @Column(name = "proof_page_guesses", nullable = false)
    int pageGuesses;

    @Column(name = "proof_looks", nullable = false)
    int looks;

    @Column(name = "proof_by_other", nullable = false)
    boolean proofByOther;

    @Column(name = "sent_last")
    @Nullable
    Long sentLast;

    @Column(name = "sent_window")
    @Nullable
    Long sentWindow;

    @Column(name = "sent_count", nullable = false)
    int sentCount;

    /** The proof whose code has verified the address. */
    @Column(name = "redeemed_id", length = Columns.TEXT)
    @Nullable
    String redeemedId;

    @Column(name = "redeemed_hash", length = Columns.SHORT)
    @Nullable
    String redeemedHash;

    @Column(name = "redeemed_key", length = Columns.TEXT)
    @Nullable
    String redeemedKey;

    @Column(name = "redeemed_at")
    @Nullable
    Long redeemedAt;

    @Column(name = "redeemed_guesses", nullable = false)
    int redeemedGuesses;

    @Column(name = "notice_window")
    @Nullable
    Long noticeWindow;

    @Column(name = "notice_count", nullable = false)
    int noticeCount;

    /** The columns, for inserts of many rows. */
    static final List<RowColumn<ContactRow>> COLUMNS = List.of(
            new RowColumn<>("instance_id", row -> row.instance),
            new RowColumn<>("user_id", row -> row.userId),
            new RowColumn<>("channel", row -> row.channel),
            new RowColumn<>("address", row -> row.address),
            new RowColumn<>("address_folded", row -> row.addressFolded),
            new RowColumn<>("verified", row -> row.verified),
            new RowColumn<>("proof_id", row -> row.proofId),
            new RowColumn<>("proof_address", row -> row.proofAddress),
            new RowColumn<>("proof_hash", row -> row.proofHash),
            new RowColumn<>("proof_key", row -> row.proofKey),
            new RowColumn<>("proof_issued", row -> row.proofIssued),
            new RowColumn<>("proof_expires", row -> row.proofExpires),
            new RowColumn<>("proof_guesses", row -> row.guesses),
            new RowColumn<>("proof_page_guesses", row -> row.pageGuesses),
            new RowColumn<>("proof_looks", row -> row.looks),
            new RowColumn<>("proof_by_other", row -> row.proofByOther),
            new RowColumn<>("sent_last", row -> row.sentLast),
            new RowColumn<>("sent_window", row -> row.sentWindow),
            new RowColumn<>("sent_count", row -> row.sentCount),
            new RowColumn<>("redeemed_id", row -> row.redeemedId),
            new RowColumn<>("redeemed_hash", row -> row.redeemedHash),
            new RowColumn<>("redeemed_key", row -> row.redeemedKey),
            new RowColumn<>("redeemed_at", row -> row.redeemedAt),
            new RowColumn<>("redeemed_guesses", row -> row.redeemedGuesses),
            new RowColumn<>("notice_window", row -> row.noticeWindow),
            new RowColumn<>("notice_count", row -> row.noticeCount));

    /** For the persistence provider. */
    protected ContactRow() {}

    /** The contact that the row of a channel stands for; {@code null} where there is no row. */
    static @Nullable Contact kept(User user, ContactChannel channel) {
        Contact contact = user.contact(channel);
        Issued removed = user.removed().issued(channel);
        return contact != null || removed.equals(Issued.NONE) ? contact : new Contact(REMOVED, false, null, removed);
    }

    /** The contact of a row; {@code null} where there is none, or none any more. */
    static @Nullable Contact present(@Nullable ContactRow row) {
        return row == null || row.address.equals(REMOVED) ? null : row.contact();
    }

    /** What was sent lately for a contact that was removed. */
    static Issued removed(@Nullable ContactRow row) {
        return row == null || !row.address.equals(REMOVED) ? Issued.NONE : row.issued();
    }

    ContactRow(String instance, String userId, ContactChannel channel, Contact contact) {
        this.instance = instance;
        this.userId = userId;
        this.channel = channel.name();
        this.address = contact.value();
        this.addressFolded = CaseFolding.of(contact.value());
        this.verified = contact.verified();
        this.sentLast = EpochMicros.ofNullable(contact.issued().last());
        this.sentWindow = EpochMicros.ofNullable(contact.issued().windowStart());
        this.sentCount = contact.issued().count();
        this.noticeWindow = EpochMicros.ofNullable(contact.issued().notices().windowStart());
        this.noticeCount = contact.issued().notices().count();
        if (contact.proof() != null) {
            keep(contact.proof());
        }
        if (contact.redeemed() != null) {
            keep(contact.redeemed());
        }
    }

    private void keep(Proof proof) {
        this.proofId = proof.id();
        this.proofAddress = proof.value();
        this.proofHash = proof.hash();
        this.proofKey = proof.keyId();
        this.proofIssued = EpochMicros.of(proof.issued());
        this.proofExpires = EpochMicros.ofNullable(proof.expires());
        this.guesses = proof.guesses();
        this.pageGuesses = proof.pageGuesses();
        this.looks = proof.looks();
        this.proofByOther = proof.byOther();
    }

    private void keep(Redeemed redeemed) {
        this.redeemedId = redeemed.proofId();
        this.redeemedHash = redeemed.hash();
        this.redeemedKey = redeemed.keyId();
        this.redeemedAt = EpochMicros.of(redeemed.at());
        this.redeemedGuesses = redeemed.guesses();
    }

    private Contact contact() {
        return new Contact(address, verified, proof(), issued(), redeemed());
    }

    private Issued issued() {
        return new Issued(
                EpochMicros.timeOrNull(sentLast),
                EpochMicros.timeOrNull(sentWindow),
                sentCount,
                new NoticeCount(EpochMicros.timeOrNull(noticeWindow), noticeCount));
    }

    private @Nullable Proof proof() {
        if (proofId == null || proofAddress == null || proofIssued == null) {
            return null;
        }
        return new Proof(
                proofId,
                proofAddress,
                proofHash,
                proofKey,
                EpochMicros.time(proofIssued),
                EpochMicros.timeOrNull(proofExpires),
                guesses,
                pageGuesses,
                looks,
                proofByOther);
    }

    private @Nullable Redeemed redeemed() {
        return redeemedId == null || redeemedHash == null || redeemedKey == null || redeemedAt == null
                ? null
                : new Redeemed(redeemedId, redeemedHash, redeemedKey, EpochMicros.time(redeemedAt), redeemedGuesses);
    }

    /** The key of a contact. Public, as JPA requires of keys. */
    public static class ContactKey implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String instance;

        @Nullable
        String userId;

        @Nullable
        String channel;

        /** For the persistence provider. */
        public ContactKey() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ContactKey key
                    && Objects.equals(instance, key.instance)
                    && Objects.equals(userId, key.userId)
                    && Objects.equals(channel, key.channel);
        }

        @Override
        public int hashCode() {
            return Objects.hash(instance, userId, channel);
        }
    }
}
