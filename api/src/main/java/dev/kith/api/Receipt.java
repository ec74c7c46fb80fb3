package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The result of a call that changes a user.
 *
 * @param details the user's details after the call
 * @param version the user's version after the call: opaque; two versions are equal exactly when nothing was stored in
 *     between
 * @param emailCode the e-mail code, if one was issued and its return was requested, otherwise {@code null}
 * @param phoneCode the phone code, if one was issued and its return was requested, otherwise {@code null}
 */
public record Receipt(
        Details details,
        String version,
        @Nullable String emailCode,
        @Nullable String phoneCode) {
    /** Omits the codes. */
    @Override
    public String toString() {
        return "Receipt[" + details + ", version=" + version + "]";
    }
}
