package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that changes a user.
 *
 * @param details the user's details after the call
 * @param version the user's version after the call: opaque, equal exactly when nothing was stored in between
 * @param emailCode the e-mail code, if one was issued and asked back, else {@code null}
 * @param phoneCode the phone code, if one was issued and asked back, else {@code null}
 */
public record Receipt(
        Details details,
        String version,
        @Nullable String emailCode,
        @Nullable String phoneCode) {
    /** Leaves the codes out. */
    @Override
    public String toString() {
        return "Receipt[" + details + ", version=" + version + "]";
    }
}
