package dev.kith.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hears of changes of users. Unlike the other extension points, every listener that is found is called.
 *
 * <p><b>Called</b> by the delivery worker, after the change has been committed; never for a change that was rolled back.
 * <b>Thread</b>: a worker thread; blocking is fine up to the configured time-out ({@code kith.delivery.timeout}), then it is
 * interrupted. <b>How often</b>: one instance serves all calls, several at a time; once for each event, and again until it
 * has accepted or refused it or the tries run out. <b>Order</b>: none between events; {@link Event#version() versions} of a
 * user tell which came first. <b>Failure</b>: answer with an {@link Outcome}; anything thrown counts as
 * {@link Outcome.TryLater} and is logged by its class alone, without its text. Other listeners hear the event all the same.
 * <b>Null</b>: never passed, never to be returned. <b>Repetition</b>: the same {@link Event#id() id} may come again after a
 * crash or a time-out.
 */
public interface UserEventListener {
    /**
     * The name by which the configuration and the outbox know this listener; no two have the same.
     *
     * @return a short name of at most 50 characters, always the same
     */
    String name();

    /**
     * Hears of a change.
     *
     * @param event what happened
     * @return whether it has been taken in
     * @throws InterruptedException when the thread was interrupted; counts as {@link Outcome.TryLater}
     */
    Outcome handle(Event event) throws InterruptedException;

    /** What has changed. The facts of one call are one event. */
    enum Change {
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

    /**
     * What happened to a user. Tells no address, no code and none of the user's data; who needs them reads the user.
     *
     * @param id identifies the event; the same on every try, unique for ever
     * @param time when it happened
     * @param instanceId the instance
     * @param organizationId the user's organization
     * @param userId the user
     * @param version the user's version after the change; counts from 1
     * @param changes what has changed; at least one
     */
    record Event(
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
        public Event {
            changes = Collections.unmodifiableSet(EnumSet.copyOf(changes));
        }
    }

    /** What became of an event. */
    sealed interface Outcome {
        /** Taken in; it does not come again. */
        record Accepted() implements Outcome {}

        /**
         * Not now; it comes again until the tries run out.
         *
         * @param delay how long to wait at least; zero leaves it to the worker's own back-off
         * @param reason a short class of error for the operator
         */
        record TryLater(Duration delay, String reason) implements Outcome {}

        /**
         * Never; it does not come again.
         *
         * @param reason a short class of error for the operator
         */
        record Refused(String reason) implements Outcome {}

        /**
         * Taken in.
         *
         * @return the outcome
         */
        static Outcome accepted() {
            return new Accepted();
        }

        /**
         * Not now, wait as the worker sees fit.
         *
         * @param reason a short class of error
         * @return the outcome
         */
        static Outcome tryLater(String reason) {
            return new TryLater(Duration.ZERO, reason);
        }

        /**
         * Never.
         *
         * @param reason a short class of error
         * @return the outcome
         */
        static Outcome refused(String reason) {
            return new Refused(reason);
        }
    }
}
