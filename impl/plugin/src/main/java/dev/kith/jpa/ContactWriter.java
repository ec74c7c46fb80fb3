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
    private static final String UPDATE = """
        update KithContact c set c.address = :address, c.verified = :verified,
        c.proofId = :proofId, c.proofAddress = :proofAddress, c.proofHash = :proofHash, c.proofKey = :proofKey,
        c.proofIssued = :proofIssued, c.proofExpires = :proofExpires, c.proofByOther = :proofByOther,
        c.redeemedId = :redeemedId, c.redeemedHash = :redeemedHash, c.redeemedKey = :redeemedKey,
        c.redeemedAt = :redeemedAt,
        c.sentLast = :sentLast, c.sentWindow = :sentWindow, c.sentCount = :sentCount,
        c.noticeWindow = :noticeWindow, c.noticeCount = :noticeCount%s
        where c.instance = :instance and c.userId = :userId and c.channel = :channel\
        """;

    /** The counters of the same proof are updated elsewhere: the values that were read may be outdated. */
    private static final String UPDATE_SAME_PROOF = UPDATE.formatted("");

    /** A code is redeemed, or a redeemed one forgotten, only together with a change of the proof or of the address. */
    private static final String UPDATE_OTHER_PROOF = UPDATE.formatted(
            ", c.guesses = :guesses, c.pageGuesses = :pageGuesses, c.looks = :looks, c.redeemedGuesses = :redeemedGuesses");

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

    private Query update(ContactChannel channel, ContactRow row, boolean sameProof) {
        Query update = contact(sameProof ? UPDATE_SAME_PROOF : UPDATE_OTHER_PROOF, channel)
                .setParameter("address", row.address)
                .setParameter("verified", row.verified)
                .setParameter("proofId", row.proofId)
                .setParameter("proofAddress", row.proofAddress)
                .setParameter("proofHash", row.proofHash)
                .setParameter("proofKey", row.proofKey)
                .setParameter("proofIssued", row.proofIssued)
                .setParameter("proofExpires", row.proofExpires)
                .setParameter("redeemedId", row.redeemedId)
                .setParameter("redeemedHash", row.redeemedHash)
                .setParameter("redeemedKey", row.redeemedKey)
                .setParameter("redeemedAt", row.redeemedAt)
                .setParameter("proofByOther", row.proofByOther)
                .setParameter("sentLast", row.sentLast)
                .setParameter("sentWindow", row.sentWindow)
                .setParameter("sentCount", row.sentCount)
                .setParameter("noticeWindow", row.noticeWindow)
                .setParameter("noticeCount", row.noticeCount);
        return sameProof
                ? update
                : update.setParameter("guesses", row.guesses)
                        .setParameter("pageGuesses", row.pageGuesses)
                        .setParameter("looks", row.looks)
                        .setParameter("redeemedGuesses", row.redeemedGuesses);
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
