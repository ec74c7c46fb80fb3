package dev.kith.api;

/** The closed list of refusals. Each transport gives each of them one answer (contract, sections 6, 16 and 19). */
public enum ProblemCode {
    /** The request names another instance; the text says which. */
    INSTANCE_UNKNOWN,
    /** The organization of the request's organization header, or of a new user, does not exist. */
    ORGANIZATION_UNKNOWN,
    /** A member breaks its declared rule (length, form, required); the text says which. */
    FIELD_RULE,
    /** The user schema feature is switched off. */
    FEATURE_OFF,
    /** The user id is empty. */
    ID_MISSING,
    /** A new user has no organization. */
    ORGANIZATION_MISSING,
    /** A new user has no schema id. */
    SCHEMA_ID_MISSING,
    /** The e-mail address is outside the accepted grammar. */
    EMAIL_INVALID,
    /** The phone number cannot be parsed. */
    PHONE_INVALID,
    /** The URL template cannot be read. */
    TEMPLATE_UNREADABLE,
    /** The URL template can be read but names something that is not offered, or a place that is not allowed. */
    TEMPLATE_REFUSED,
    /** There is no such user for this caller. For lifecycle calls also: it is not in the state that the call needs. */
    USER_NOT_FOUND,
    /** A user of that id exists already. */
    USER_EXISTS,
    /** There is no such schema. */
    SCHEMA_NOT_FOUND,
    /** The schema is inactive, so data that follows it cannot be changed. */
    SCHEMA_INACTIVE,
    /** The schema itself cannot be used. */
    SCHEMA_INVALID,
    /** A schema of that type exists already. */
    SCHEMA_EXISTS,
    /** The schema is not in the inactive state that reactivation needs. */
    SCHEMA_NOT_INACTIVE,
    /** The caller may not do this. */
    PERMISSION_DENIED,
    /** The data does not fit its schema, or the caller may not write it; the violations say where. */
    DATA_INVALID,
    /** A JSON patch or merge patch cannot be applied to the user's document. */
    PATCH_INAPPLICABLE,
    /** A patch would remove a contact. */
    CONTACT_REMOVAL,
    /** No code is pending. */
    CODE_EMPTY,
    /** The pending code is too old. */
    CODE_EXPIRED,
    /** The code is not the pending one. */
    CODE_INVALID,
    /** The pending code is void because too many wrong codes were tried. */
    CODE_ATTEMPTS,
    /** Too many codes were asked for. */
    CODE_RATE,
    /** The request's precondition does not match the user's version. */
    VERSION_MISMATCH,
    /** Concurrent changes kept this one from being stored. */
    CONFLICT,
    /** The call exists in the wire contract only. */
    NOT_IMPLEMENTED
}
