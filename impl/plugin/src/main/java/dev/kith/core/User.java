package dev.kith.core;

import dev.kith.api.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user with its contacts, as it is stored.
 *
 * @param id unique within the instance
 * @param organization the organization it belongs to
 * @param schemaId the schema that its data follows
 * @param revision the schema's revision that its data was checked against
 * @param content the data, as it is stored
 * @param active whether it is active (otherwise inactive)
 * @param locked whether it is locked, active or not
 * @param created when it was created, to the microsecond
 * @param changed when anything of it was last changed, to the microsecond
 * @param version counts the changes from 1
 * @param email the contact e-mail
 * @param phone the contact phone
 */
public record User(
        String id,
        String organization,
        String schemaId,
        int revision,
        UserData content,
        boolean active,
        boolean locked,
        Instant created,
        Instant changed,
        long version,
        @Nullable Contact email,
        @Nullable Contact phone) {

    /**
     * The data.
     *
     * @return the data, parsed
     */
    public Json.Obj data() {
        return content.json();
    }

    /**
     * The contact of a channel.
     *
     * @param channel the channel
     * @return the contact, or {@code null} where there is none
     */
    public @Nullable Contact contact(ContactChannel channel) {
        return channel == ContactChannel.EMAIL ? email : phone;
    }

    User with(ContactChannel channel, Contact contact) {
        return channel == ContactChannel.EMAIL ? withContacts(contact, phone) : withContacts(email, contact);
    }

    /** With this address or number, verified; nothing is outstanding any more. */
    User withVerified(ContactChannel channel, String value) {
        Contact present = contact(channel);
        Contact.Issued issued = present == null ? Contact.Issued.NONE : present.issued();
        return with(channel, new Contact(value, true, null, issued));
    }

    /** With the value that this proof was for, verified. The page behind the link of a mail is asked about its code again. */
    User withRedeemed(ContactChannel channel, Proof proof, Instant at) {
        User verified = withVerified(channel, proof.value());
        Contact contact = verified.contact(channel);
        return channel != ContactChannel.EMAIL || contact == null || proof.hash() == null || proof.keyId() == null
                ? verified
                : verified.with(
                        channel,
                        new Contact(
                                contact.value(),
                                true,
                                null,
                                contact.issued(),
                                new Contact.Redeemed(proof.id(), proof.hash(), proof.keyId(), at, 0)));
    }

    private User withContacts(@Nullable Contact newEmail, @Nullable Contact newPhone) {
        return new User(
                id,
                organization,
                schemaId,
                revision,
                content,
                active,
                locked,
                created,
                changed,
                version,
                newEmail,
                newPhone);
    }

    User withData(String newSchemaId, int newRevision, Json.Obj newData) {
        return new User(
                id,
                organization,
                newSchemaId,
                newRevision,
                UserData.of(newData),
                active,
                locked,
                created,
                changed,
                version,
                email,
                phone);
    }

    User withState(boolean nowActive, boolean nowLocked) {
        return new User(
                id,
                organization,
                schemaId,
                revision,
                content,
                nowActive,
                nowLocked,
                created,
                changed,
                version,
                email,
                phone);
    }

    /** The same user, to be stored although nothing of it differs: whoever writes blindly must not learn that. */
    User touched() {
        return stored(changed.plus(1, ChronoUnit.MICROS), version);
    }

    User stored(Instant at, long asVersion) {
        return new User(
                id, organization, schemaId, revision, content, active, locked, created, at, asVersion, email, phone);
    }

    /** Leaves data and contacts out. */
    @Override
    public String toString() {
        return "User[" + id + ", version " + version + "]";
    }
}
