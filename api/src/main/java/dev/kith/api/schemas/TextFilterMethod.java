package dev.kith.api.schemas;

/**
 * How a filter compares texts (contract, section S10): by code points, or, ignoring case, after both sides have
 * been folded by {@link String#toLowerCase(java.util.Locale)} with the root locale.
 */
public enum TextFilterMethod {
    /** The value is the given text. */
    EQUALS,
    /** The value is the given text, ignoring case. */
    EQUALS_IGNORE_CASE,
    /** The value begins with the given text. */
    STARTS_WITH,
    /** The value begins with the given text, ignoring case. */
    STARTS_WITH_IGNORE_CASE,
    /** The given text is a part of the value. */
    CONTAINS,
    /** The given text is a part of the value, ignoring case. */
    CONTAINS_IGNORE_CASE,
    /** The value ends with the given text. */
    ENDS_WITH,
    /** The value ends with the given text, ignoring case. */
    ENDS_WITH_IGNORE_CASE,
    /** A number that the service definition does not have; breaks the rule of the member where it is given. */
    UNRECOGNIZED
}
