package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * New contacts of a user; a contact that is {@code null} stays unchanged.
 *
 * @param email the new e-mail, or {@code null} for no change
 * @param phone the new phone, or {@code null} for no change
 */
public record SetContact(@Nullable Email email, @Nullable Phone phone) {
    /** No change. */
    public static final SetContact NOTHING = new SetContact(null, null);

    /**
     * A new e-mail.
     *
     * @param address the address, 1 to 200 characters, stored exactly as given
     * @param verification how to verify it, {@code null} to send a code with the default link
     */
    public record Email(String address, @Nullable Verification verification) {}

    /**
     * A new phone.
     *
     * @param number the number, 1 to 20 characters, stored as E.164 with at most 15 digits; a number without {@code +} and
     *     country code is read as one of {@code kith.phone.region}, and refused without that setting
     * @param verification how to verify it, {@code null} to send a code
     */
    public record Phone(String number, @Nullable Verification verification) {}
}
