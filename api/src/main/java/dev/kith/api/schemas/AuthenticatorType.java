package dev.kith.api.schemas;

/**
 * A way to sign in that a user schema names. It is kept and returned, without any other effect: Kith has no authenticators.
 */
public enum AuthenticatorType {
    /** None; breaks the rule of the member where it is given. */
    UNSPECIFIED,
    /** A user name. */
    USERNAME,
    /** A password. */
    PASSWORD,
    /** WebAuthn. */
    WEBAUTHN,
    /** Time-based one-time passwords. */
    TOTP,
    /** One-time passwords by e-mail. */
    OTP_EMAIL,
    /** One-time passwords by SMS. */
    OTP_SMS,
    /** A key. */
    AUTHENTICATION_KEY,
    /** An external identity provider. */
    IDENTITY_PROVIDER,
    /** A number that the service definition does not have; breaks the rule of the member where it is given. */
    UNRECOGNIZED
}
