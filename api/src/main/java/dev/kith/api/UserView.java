package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * A user as the caller may see it.
 *
 * @param details id, organization and times
 * @param version the user's version: opaque; two versions are equal exactly when nothing was stored in between
 * @param schema the schema of the data
 * @param data the data that the caller may read
 * @param email the contact e-mail, or {@code null} if there is none
 * @param phone the contact phone, or {@code null} if there is none
 * @param state the state; locked takes precedence over inactive
 */
public record UserView(
        Details details,
        String version,
        Schema schema,
        Json.Obj data,
        @Nullable ContactView email,
        @Nullable ContactView phone,
        State state) {
    /** Omits data and contacts. */
    @Override
    public String toString() {
        return "UserView[" + details + ", version=" + version + "]";
    }

    /**
     * The schema of a user's data.
     *
     * @param id the schema's id
     * @param type the schema's type (its human-readable name)
     * @param revision the revision, starting at 1
     */
    public record Schema(String id, String type, int revision) {}

    /**
     * A contact.
     *
     * @param value the address or number
     * @param verified whether its owner has proven it with a code, or an administrator has vouched for it
     * @param pending the address or number that takes the place of this one once its code is redeemed (contract, ruling
     *     R76); {@code null} if there is none, or if the caller is neither the user nor may write it
     */
    public record ContactView(
            String value, boolean verified, @Nullable String pending) {
        /**
         * A contact that no other address or number is to replace.
         *
         * @param value the address or number
         * @param verified whether it is verified
         */
        public ContactView(String value, boolean verified) {
            this(value, verified, null);
        }

        /** Omits the addresses or numbers. */
        @Override
        public String toString() {
            return "Contact[verified=" + verified + "]";
        }
    }

    /** The states of a user that exists. */
    public enum State {
        /** Active and not locked. */
        ACTIVE,
        /** Deactivated. */
        INACTIVE,
        /** Locked, whether active or inactive otherwise. */
        LOCKED
    }
}
