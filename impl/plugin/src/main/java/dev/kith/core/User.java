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
 * @param removed what was sent lately for contacts that were removed since
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
        @Nullable Contact phone,
        RemovedContacts removed) {

    /**
     * A user none of whose contacts was removed.
     *
     * @param id unique within the instance
     * @param organization the organization it belongs to
     * @param schemaId the schema that its data follows
     * @param revision the schema's revision that its data was checked against
     * @param content the data, as it is stored
     * @param active whether it is active
     * @param locked whether it is locked
     * @param created when it was created
     * @param changed when anything of it was last changed
     * @param version counts the changes from 1
     * @param email the contact e-mail
     * @param phone the contact phone
     */
    public User(
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
        this(
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
                email,
                phone,
                RemovedContacts.NONE);
    }

    /**
     * What was sent lately for contacts that were removed since. It goes on counting, so that to remove a contact and to set
     * another one is no way around the limits.
     *
     * @param email for the e-mail; {@link Contact.Issued#NONE} where there is one
     * @param phone for the phone; {@link Contact.Issued#NONE} where there is one
     */
    public record RemovedContacts(Contact.Issued email, Contact.Issued phone) {
        /** Nothing. */
        public static final RemovedContacts NONE = new RemovedContacts(Contact.Issued.NONE, Contact.Issued.NONE);

        /**
         * What was sent lately for the removed contact of a channel.
         *
         * @param channel the channel
         * @return what was sent, {@link Contact.Issued#NONE} for nothing
         */
        public Contact.Issued issued(ContactChannel channel) {
            return channel == ContactChannel.EMAIL ? email : phone;
        }

        private RemovedContacts with(ContactChannel channel, Contact.Issued issued) {
            return channel == ContactChannel.EMAIL
                    ? new RemovedContacts(issued, phone)
                    : new RemovedContacts(email, issued);
        }
    }

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

    /** What was sent lately for the contact of a channel, also if it was removed since. */
    Contact.Issued issued(ContactChannel channel) {
        Contact contact = contact(channel);
        return contact == null ? removed.issued(channel) : contact.issued();
    }

    User with(ContactChannel channel, Contact contact) {
        return with(channel, contact, Contact.Issued.NONE);
    }

    /** Without the contact of a channel. */
    User without(ContactChannel channel) {
        return with(channel, null, issued(channel));
    }

    /** With these notices of a channel counted. */
    User with(ContactChannel channel, NoticeCount notices) {
        Contact contact = contact(channel);
        Contact.Issued issued = issued(channel).with(notices);
        return contact == null ? with(channel, null, issued) : with(channel, contact.with(issued));
    }

    /** With the contact of a channel as it is, for which nothing is outstanding any more. */
    User withoutProof(ContactChannel channel) {
        Contact contact = contact(channel);
        return contact == null
                ? this
                : with(
                        channel,
                        new Contact(contact.value(), contact.verified(), null, contact.issued(), contact.redeemed()));
    }

    /** With this address or number, verified; nothing is outstanding any more. */
    User withVerified(ContactChannel channel, String value) {
        return with(channel, new Contact(value, true, null, issued(channel)));
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

    private User with(ContactChannel channel, @Nullable Contact contact, Contact.Issued ofRemoved) {
        boolean isEmail = channel == ContactChannel.EMAIL;
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
                isEmail ? contact : email,
                isEmail ? phone : contact,
                removed.with(channel, ofRemoved));
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
                phone,
                removed);
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
                phone,
                removed);
    }

    /** The same user, to be stored although nothing of it differs: whoever writes blindly must not learn that. */
    User touched() {
        return stored(changed.plus(1, ChronoUnit.MICROS), version);
    }

    User stored(Instant at, long asVersion) {
        return new User(
                id,
                organization,
                schemaId,
                revision,
                content,
                active,
                locked,
                created,
                at,
                asVersion,
                email,
                phone,
                removed);
    }

    /** Leaves data and contacts out. */
    @Override
    public String toString() {
        return "User[" + id + ", version " + version + "]";
    }
}
