package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * A user as its reader may see it.
 *
 * @param details id, owner and times
 * @param version the user's version: opaque, equal exactly when nothing was stored in between
 * @param schema the schema that the data follows
 * @param data the data without what the reader may not read
 * @param email the contact e-mail, or {@code null} where there is none
 * @param phone the contact phone, or {@code null} where there is none
 * @param state the state; locked comes before inactive
 */
public record UserView(
        Details details,
        String version,
        Schema schema,
        Json.Obj data,
        @Nullable ContactView email,
        @Nullable ContactView phone,
        State state) {
    /** Leaves data and contacts out. */
    @Override
    public String toString() {
        return "UserView[" + details + ", version=" + version + "]";
    }

    /**
     * The schema that a user's data follows.
     *
     * @param id the schema's id
     * @param type the schema's type (its name for people)
     * @param revision the revision, from 1
     */
    public record Schema(String id, String type, int revision) {}

    /**
     * A contact.
     *
     * @param value the address or number
     * @param verified whether somebody has proven to hold it, or an administrator has vouched for it
     */
    public record ContactView(String value, boolean verified) {
        /** Leaves the address out. */
        @Override
        public String toString() {
            return "Contact[verified=" + verified + "]";
        }
    }

    /** The states of a user that exists. */
    public enum State {
        /** Usable. */
        ACTIVE,
        /** Switched off. */
        INACTIVE,
        /** Locked, whether active or inactive below the lock. */
        LOCKED
    }
}
