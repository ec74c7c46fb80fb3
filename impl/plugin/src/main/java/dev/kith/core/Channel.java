package dev.kith.core;

/** The two contacts of a user. They never touch each other. */
public enum Channel {
    /** The contact e-mail. */
    EMAIL,
    /** The contact phone. */
    PHONE
}
