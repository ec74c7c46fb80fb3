package dev.kith.jpa;

import dev.kith.core.Contact;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.ContactChannel;
import dev.kith.core.Proof;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the differences between the contacts of a user, one statement for each contact. */
final class ContactWriter {
    private static final String DELETE =
            "delete from KithContact c where c.instance = :instance and c.userId = :userId and c.channel = :channel";

    private final EntityManager manager;
    private final String instance;
    private final String userId;

    ContactWriter(EntityManager manager, String instance, String userId) {
        this.manager = manager;
        this.instance = instance;
        this.userId = userId;
    }

    void write(ContactChannel channel, @Nullable Contact before, @Nullable Contact after) {
        if (before == null && after != null) {
            RowInserter.insert(manager, new ContactRow(instance, userId, channel, after));
        } else if (before != null && after == null) {
            requireOne(contact(DELETE, channel).executeUpdate());
        } else if (before != null && after != null && !sameBesideCounters(before, after)) {
            requireOne(update(channel, new ContactRow(instance, userId, channel, after), sameProof(before, after))
                    .executeUpdate());
        }
    }

    private static boolean sameBesideCounters(Contact one, Contact other) {
        return withoutCounters(one).equals(withoutCounters(other));
    }

    private static Contact withoutCounters(Contact contact) {
        return new Contact(
                contact.value(),
                contact.verified(),
                withoutCounters(contact.proof()),
                contact.issued(),
                withoutCounters(contact.redeemed()));
    }

    private static @Nullable Proof withoutCounters(@Nullable Proof proof) {
        return proof == null
                ? null
                : new Proof(
                        proof.id(),
                        proof.value(),
                        proof.hash(),
                        proof.keyId(),
                        proof.issued(),
                        proof.expires(),
                        0,
                        0,
                        0,
                        proof.byOther());
    }

    private static @Nullable Redeemed withoutCounters(@Nullable Redeemed redeemed) {
        return redeemed == null
                ? null
                : new Redeemed(redeemed.proofId(), redeemed.hash(), redeemed.keyId(), redeemed.at(), 0);
    }

    private static boolean sameProof(Contact one, Contact other) {
        return Objects.equals(proofId(one), proofId(other));
    }

    private static @Nullable String proofId(Contact contact) {
        return contact.proof() == null ? null : contact.proof().id();
    }

    /**
     * The counters of the same proof are updated elsewhere: the values that were read may be outdated. A code is redeemed, or a
     * redeemed one forgotten, only together with a change of the proof or of the address.
     */
    private Query update(ContactChannel channel, ContactRow row, boolean sameProof) {
        RowUpdate update = new RowUpdate("kith_contact")
                .set("address", row.address)
                .set("address_folded", row.addressFolded)
                .set("verified", row.verified)
                .set("proof_id", row.proofId)
                .set("proof_address", row.proofAddress)
                .set("proof_hash", row.proofHash)
                .set("proof_key", row.proofKey)
                .set("proof_issued", row.proofIssued)
                .set("proof_expires", row.proofExpires)
                .set("proof_by_other", row.proofByOther)
                .set("redeemed_id", row.redeemedId)
                .set("redeemed_hash", row.redeemedHash)
                .set("redeemed_key", row.redeemedKey)
                .set("redeemed_at", row.redeemedAt)
                .set("sent_last", row.sentLast)
                .set("sent_window", row.sentWindow)
                .set("sent_count", row.sentCount)
                .set("notice_window", row.noticeWindow)
                .set("notice_count", row.noticeCount);
        if (!sameProof) {
            update.set("proof_guesses", row.guesses)
                    .set("proof_page_guesses", row.pageGuesses)
                    .set("proof_looks", row.looks)
                    .set("redeemed_guesses", row.redeemedGuesses);
        }
        return update.where("instance_id", instance)
                .where("user_id", userId)
                .where("channel", channel.name())
                .on(manager);
    }

    private Query contact(String statement, ContactChannel channel) {
        return manager.createQuery(statement)
                .setParameter("instance", instance)
                .setParameter("userId", userId)
                .setParameter("channel", channel.name());
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new Contended("the contact was changed in the meantime");
        }
    }
}
