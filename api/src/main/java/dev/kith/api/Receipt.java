package dev.kith.api;

import org.jspecify.annotations.Nullable;

/**
 * The result of a call that changes a user.
 *
 * @param details the user's details after the call; after the dry run of a creation without id, which is empty
 * @param version the user's version after the call: opaque; two versions are equal exactly when nothing was stored in
 *     between; empty after a dry run
 * @param emailCode the e-mail code, if one was issued and its return was requested, otherwise {@code null}
 * @param phoneCode the phone code, if one was issued and its return was requested, otherwise {@code null}
 * @param effect what the call has done
 */
public record Receipt(
        Details details,
        String version,
        @Nullable String emailCode,
        @Nullable String phoneCode,
        Effect effect) {

    /**
     * The result of a call that was carried out.
     *
     * @param details the user's details after the call
     * @param version the user's version after the call
     * @param emailCode the e-mail code, or {@code null}
     * @param phoneCode the phone code, or {@code null}
     */
    public Receipt(Details details, String version, @Nullable String emailCode, @Nullable String phoneCode) {
        this(details, version, emailCode, phoneCode, Effect.CARRIED_OUT);
    }

    /** What a call has done. */
    public enum Effect {
        /** It was carried out, or there was nothing to change. */
        CARRIED_OUT,
        /** Nothing now: an earlier call with the same key was carried out, and this is its result. */
        REPLAYED,
        /** Nothing: this is what the result would be (a dry run). */
        DRY_RUN
    }

    /** Omits the codes. */
    @Override
    public String toString() {
        return "Receipt[" + details + ", version=" + version + "]";
    }
}
