package dev.kith.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is called when users change. Unlike with the other extension points, every listener that is found is called.
 *
 * <p><b>Called</b> by the delivery worker, after the change has been committed; never for a change that was rolled back.
 * <b>Thread</b>: a worker thread; it may block up to the configured timeout ({@code kith.delivery.timeout}), then it is
 * interrupted. <b>How often</b>: one instance serves all calls, several at a time; once for each event, and again until it
 * has accepted or refused the event or the attempts run out. <b>Order</b>: none between events; the
 * {@link Event#version() versions} of a user show which came first. <b>Failure</b>: return an {@link Outcome}; an exception
 * counts as {@link Outcome.TryLater}, and only its class and the place where it was thrown are logged, not its message; other
 * listeners get the event all the same. <b>Null</b>: never passed, must not be returned. <b>Repetition</b>: the same {@link Event#id() id} may be delivered
 * again after a crash or a timeout.
 */
public interface UserEventListener {
    /**
     * Returns the name that identifies this listener in the configuration and the outbox; no two listeners may share one.
     *
     * @return a short name of at most 50 characters, without line breaks, not beginning with {@code !}; always the same
     */
    String name();

    /**
     * Handles an event.
     *
     * @param event the event
     * @return the outcome
     * @throws InterruptedException if the thread was interrupted; counts as {@link Outcome.TryLater}
     */
    Outcome handle(Event event) throws InterruptedException;

    /** What has changed. All changes of one call are one event. */
    enum Change {
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

    /**
     * The changes of a user by one call. Contains no address, no code and none of the user's data; a listener that needs
     * them reads the user.
     *
     * @param id identifies the event; unique, and the same on every attempt
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
    record Event(
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
        public Event {
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
        public Event(
                String id,
                Instant time,
                String instanceId,
                String organizationId,
                String userId,
                long version,
                Set<Change> changes) {
            this(id, time, instanceId, organizationId, userId, version, changes, null, null, List.of(), null);
        }
    }

    /** The outcome of handling an event. */
    sealed interface Outcome {
        /** Handled; not delivered again. */
        record Accepted() implements Outcome {}

        /**
         * Not handled this time; the event is delivered again until the attempts run out.
         *
         * @param delay the minimum time to wait, not negative; zero leaves it to the worker's back-off
         * @param reason a short class of error for the operator
         */
        record TryLater(Duration delay, String reason) implements Outcome {}

        /**
         * Refused permanently; not delivered again.
         *
         * @param reason a short class of error for the operator
         */
        record Refused(String reason) implements Outcome {}

        /**
         * Returns the outcome of an event that was handled.
         *
         * @return the outcome
         */
        static Outcome accepted() {
            return new Accepted();
        }

        /**
         * Returns an outcome that leaves the time to wait to the worker.
         *
         * @param reason a short class of error
         * @return the outcome
         */
        static Outcome tryLater(String reason) {
            return new TryLater(Duration.ZERO, reason);
        }

        /**
         * Returns the outcome of an event that was refused permanently.
         *
         * @param reason a short class of error
         * @return the outcome
         */
        static Outcome refused(String reason) {
            return new Refused(reason);
        }
    }
}
