package dev.kith.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something has changed at a user. In a CDI container the beans of the application hear of it: {@code void on(@ObservesAsync
 * UserChanged event)}, without qualifiers.
 *
 * <p>It is fired after the change has been committed, and never for one that was rolled back, by a node that delivers
 * messages. An observer that throws makes the event come again, to all observers: each has to bear the same {@link #id()}
 * twice. There is no order between events; {@link #version() versions} of a user tell which came first.
 *
 * <p>It tells no address, no code and none of the user's data; who needs them reads the user.
 *
 * @param id identifies the event; the same whenever it comes, unique for ever
 * @param time when it happened
 * @param instanceId the instance
 * @param organizationId the user's organization
 * @param userId the user
 * @param version the user's version after the change; counts from 1
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
        /** Schema, revision of the schema, or data. */
        DATA_CHANGED,
        /** The user was deactivated. */
        DEACTIVATED,
        /** The user was activated again. */
        ACTIVATED,
        /** The user was locked. */
        LOCKED,
        /** The user was unlocked. */
        UNLOCKED,
        /** There is another contact e-mail. */
        EMAIL_CHANGED,
        /** The contact e-mail is verified now. */
        EMAIL_VERIFIED,
        /** A code for a contact e-mail was issued. */
        EMAIL_CODE_ISSUED,
        /** The outstanding code for a contact e-mail is void. */
        EMAIL_CODE_WITHDRAWN,
        /** There is another contact phone. */
        PHONE_CHANGED,
        /** The contact phone is verified now. */
        PHONE_VERIFIED,
        /** A code for a contact phone was issued. */
        PHONE_CODE_ISSUED,
        /** The outstanding code for a contact phone is void. */
        PHONE_CODE_WITHDRAWN
    }
}
