package dev.kith.api;

/** The operations. How some refusals are answered depends on the operation. */
public enum Operation {
    /** Create a user. */
    CREATE_USER,
    /** Read a user. */
    GET_USER,
    /** Change a user's schema, data or contacts. */
    PATCH_USER,
    /** Delete a user. */
    DELETE_USER,
    /** Make an active user inactive. */
    DEACTIVATE_USER,
    /** Make an inactive user active. */
    ACTIVATE_USER,
    /** Lock a user. */
    LOCK_USER,
    /** Unlock a user. */
    UNLOCK_USER,
    /** Search users. */
    SEARCH_USERS,
    /** Set the contact e-mail. */
    SET_CONTACT_EMAIL,
    /** Redeem the code for the contact e-mail. */
    VERIFY_CONTACT_EMAIL,
    /** Issue a new code for the contact e-mail. */
    RESEND_CONTACT_EMAIL_CODE,
    /** Set the contact phone. */
    SET_CONTACT_PHONE,
    /** Redeem the code for the contact phone. */
    VERIFY_CONTACT_PHONE,
    /** Issue a new code for the contact phone. */
    RESEND_CONTACT_PHONE_CODE,
    /** Search user schemas. */
    SEARCH_USER_SCHEMAS,
    /** Read a user schema. */
    GET_USER_SCHEMA,
    /** Create a user schema. */
    CREATE_USER_SCHEMA,
    /** Change a user schema. */
    PATCH_USER_SCHEMA,
    /** Make an active user schema inactive. */
    DEACTIVATE_USER_SCHEMA,
    /** Make an inactive user schema active. */
    REACTIVATE_USER_SCHEMA,
    /** Delete a user schema. */
    DELETE_USER_SCHEMA
}
