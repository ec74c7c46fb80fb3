package dev.kith.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The event of a changed user. In a CDI container, the beans of the application can observe it: {@code void
 * on(@ObservesAsync UserChanged event)}, without qualifiers.
 *
 * <p>It is fired after the change has been committed, never for a change that was rolled back, by a node that delivers
 * messages. If an observer throws, the event is fired again to all observers: each must tolerate receiving the same
 * {@link #id()} more than once. Events are not ordered; the {@link #version() versions} of a user show which came first.
 *
 * <p>It contains no address, no code and none of the user's data; an observer that needs them reads the user.
 *
 * @param id identifies the event; unique, and the same each time the event is fired
 * @param time when it happened
 * @param instanceId the instance
 * @param organizationId the user's organization
 * @param userId the user
 * @param version the user's version after the change; starts at 1
 * @param changes what has changed; at least one
 */
public record UserChanged(
        String id,
        Instant time,
        String instanceId,
        String organizationId,
        String userId,
        long version,
        Set<Change> changes) {

    /**
     * Copies the changes; they keep the order of {@link Change}.
     *
     * @param id identifies the event
     * @param time when it happened
     * @param instanceId the instance
     * @param organizationId the organization
     * @param userId the user
     * @param version the version
     * @param changes what has changed
     */
    public UserChanged {
        changes = Collections.unmodifiableSet(EnumSet.copyOf(changes));
    }

    /** What has changed. */
    public enum Change {
        /** The user was created. */
        CREATED,
        /** The user was deleted. */
        DELETED,
        /** The schema, its revision or the data has changed. */
        DATA_CHANGED,
        /** The user was deactivated. */
        DEACTIVATED,
        /** The user was activated again. */
        ACTIVATED,
        /** The user was locked. */
        LOCKED,
        /** The user was unlocked. */
        UNLOCKED,
        /** The contact e-mail has changed. */
        EMAIL_CHANGED,
        /** The contact e-mail was verified. */
        EMAIL_VERIFIED,
        /** A code for a contact e-mail was issued. */
        EMAIL_CODE_ISSUED,
        /** The outstanding code for a contact e-mail became void. */
        EMAIL_CODE_WITHDRAWN,
        /** The contact phone has changed. */
        PHONE_CHANGED,
        /** The contact phone was verified. */
        PHONE_VERIFIED,
        /** A code for a contact phone was issued. */
        PHONE_CODE_ISSUED,
        /** The outstanding code for a contact phone became void. */
        PHONE_CODE_WITHDRAWN
    }
}
