package dev.kith.api;

/** The closed list of refusals. Each transport defines the answer to each of them (contract, sections 6, 16 and 19). */
public enum ProblemCode {
    /** The request names another instance; the text says which. */
    INSTANCE_UNKNOWN,
    /** The organization of the request's organization header, or of a new user, does not exist. */
    ORGANIZATION_UNKNOWN,
    /** A member breaks its declared rule (length, format, required); the field says which, or the text where there is none. */
    FIELD_RULE,
    /** The user schema feature is disabled. */
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
    /** The URL template can be read but uses an unknown placeholder, or leads to a URL that is not allowed. */
    TEMPLATE_REFUSED,
    /** There is no such user for this caller. For lifecycle calls also: the user is not in the required state. */
    USER_NOT_FOUND,
    /** A user with that id already exists. */
    USER_EXISTS,
    /** There is no such schema. */
    SCHEMA_NOT_FOUND,
    /** The schema is inactive, so that neither it nor the data of its users can be changed. */
    SCHEMA_INACTIVE,
    /** The schema itself is not valid. */
    SCHEMA_INVALID,
    /** A schema of that type already exists. */
    SCHEMA_EXISTS,
    /** The schema is not inactive, so it cannot be reactivated. */
    SCHEMA_NOT_INACTIVE,
    /** The schema has users, so it cannot be deleted. */
    SCHEMA_IN_USE,
    /** The schema is kept in a folder or by another provider, so it cannot be changed by a call. */
    SCHEMA_READ_ONLY,
    /** The schema provider cannot list its schemas, so they cannot be searched. */
    SCHEMAS_UNLISTED,
    /** More results are requested than a page may have. */
    LIMIT_EXCEEDED,
    /** A page is requested that begins too far from the first result. */
    OFFSET_EXCEEDED,
    /** There are too many filters. */
    FILTER_COUNT,
    /** The filters are nested too deep. */
    FILTER_NESTING,
    /** A filter that combines others has none. */
    FILTER_EMPTY,
    /** A filter compares something that users do not have here; the violation names it. */
    FILTER_NOT_OFFERED,
    /** Too many organizations or schemas would have to be looked at one by one; the search has to be narrowed. */
    SEARCH_SCOPE,
    /** The database needs longer for a search than is allowed. */
    SEARCH_TIME,
    /** The call cannot be rehearsed, or the request for a dry run cannot be read. */
    DRY_RUN_IMPOSSIBLE,
    /** Too many dry runs are counting users on this node; the same one may succeed a little later. */
    IMPACT_BUSY,
    /** Another call was made under this idempotency key, or the same one by another transport. */
    IDEMPOTENCY_KEY_REUSED,
    /** The caller has as many idempotency keys as are kept for one; the first of them ends after the time to wait. */
    IDEMPOTENCY_KEYS_EXHAUSTED,
    /** The caller may not do this. */
    PERMISSION_DENIED,
    /** The data does not match its schema, or the caller may not write it; the violations say where. */
    DATA_INVALID,
    /** A JSON Patch or JSON Merge Patch cannot be applied to the user's document. */
    PATCH_INAPPLICABLE,
    /** A JSON Patch or JSON Merge Patch adds members that the user's document does not have. */
    PATCH_MEMBER_UNKNOWN,
    /** The address or number that was to be verified belongs to another user; told only to who has proven it or may vouch. */
    CONTACT_TAKEN,
    /** No code is pending. */
    CODE_EMPTY,
    /** The pending code has expired. */
    CODE_EXPIRED,
    /** The code does not match the pending one. */
    CODE_INVALID,
    /** The pending code is void because too many wrong codes were entered. */
    CODE_ATTEMPTS,
    /** This node lacks the key of the pending code, so that it cannot tell whether a code matches; another one may have it. */
    KEY_MISSING,
    /** Too many codes were requested. */
    CODE_RATE,
    /** The request's precondition does not match the version of the user or schema. */
    VERSION_MISMATCH,
    /** Concurrent changes prevented this one from being stored. */
    CONFLICT
}
