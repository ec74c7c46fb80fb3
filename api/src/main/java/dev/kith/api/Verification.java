package dev.kith.api;

import org.jspecify.annotations.Nullable;

/** How to verify a contact. If none is given, a code is sent with the default link. */
public sealed interface Verification {
    /**
     * A code is sent to the contact.
     *
     * @param urlTemplate the link's template (e-mail only) with the placeholders {@code {{.UserID}}}, {@code {{.Code}}} and
     *     {@code {{.OrgID}}}, 1 to 200 characters, for an http or https URL or that of an application which the operator has
     *     allowed; {@code null} for the default link
     */
    record SendCode(@Nullable String urlTemplate) implements Verification {}

    /** The code is returned to the caller and not sent; needs the permission to vouch. */
    record ReturnCode() implements Verification {}

    /**
     * The caller vouches for the contact; needs the permission to vouch.
     *
     * @param value must be true; false breaks a field rule
     */
    record Verified(boolean value) implements Verification {}
}
