package dev.kith.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * @param actor the id of the caller who has made the change; {@code null} where nobody was authenticated (the button of a page
 *     behind a link, an operator) and for an event that an earlier version has stored
 * @param operation how: the name of a constant of {@code dev.kith.api.Operation} ({@code PATCH_USER}), or {@code VERIFY_BY_LINK},
 *     {@code UNDO_BY_LINK}, {@code REPLAY_MESSAGE} or {@code IMPORT_USER}; later versions may have more; {@code null} for an event that an earlier version
 *     has stored
 * @param fields where, as JSON Pointers (RFC 6901) into {@code {"schemaId", "data", "contact", "state"}}, such as {@code
 *     /data/displayName} and {@code /contact/email/address}; never a value. At most about 50 are of the data: where more have
 *     changed, {@code /data} stands for all of them. Empty where nothing of the user has changed but a code, and for a deletion
 * @param requestId the id of the request ({@code X-Request-Id}); {@code null} where there was none
 */
public record UserChanged(
        String id,
        Instant time,
        String instanceId,
        String organizationId,
        String userId,
        long version,
        Set<Change> changes,
        @Nullable String actor,
        @Nullable String operation,
        List<String> fields,
        @Nullable String requestId) {

    /**
     * Copies the changes, which keep the order of {@link Change}, and the fields.
     *
     * @param id identifies the event
     * @param time when it happened
     * @param instanceId the instance
     * @param organizationId the organization
     * @param userId the user
     * @param version the version
     * @param changes what has changed
     * @param actor who has made the change, or {@code null}
     * @param operation how, or {@code null}
     * @param fields where; copied
     * @param requestId the id of the request, or {@code null}
     */
    public UserChanged {
        changes = Collections.unmodifiableSet(EnumSet.copyOf(changes));
        fields = List.copyOf(fields);
    }

    /**
     * An event without what the audit says.
     *
     * @param id identifies the event
     * @param time when it happened
     * @param instanceId the instance
     * @param organizationId the organization
     * @param userId the user
     * @param version the version
     * @param changes what has changed
     */
    public UserChanged(
            String id,
            Instant time,
            String instanceId,
            String organizationId,
            String userId,
            long version,
            Set<Change> changes) {
        this(id, time, instanceId, organizationId, userId, version, changes, null, null, List.of(), null);
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
