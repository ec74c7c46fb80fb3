package dev.kith.spi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message to a person: a verification code, or the notice that a contact was replaced or removed.
 *
 * <p><b>Called</b> by the delivery worker, after the change that needs the message has been committed. <b>Thread</b>: a
 * worker thread; it may block up to the configured timeout ({@code kith.delivery.timeout}), then it is interrupted.
 * <b>How often</b>: one instance serves all calls, several at a time. <b>Order</b>: none between messages.
 * <b>Failure</b>: return an {@link Outcome}; an exception counts as {@link Outcome.TryLater}, and only its class and the
 * place where it was thrown are logged, not its message. <b>Null</b>: passed only where marked, must not be returned. <b>Repetition</b>: the same
 * {@link Notification#id() id} may be delivered again after a crash or a timeout; sending twice must be harmless.
 */
public interface Notifier {
    /**
     * Returns the name by which the configuration selects this notifier.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Returns whether this notifier carries messages of a channel. Messages that no notifier carries are not delivered; a
     * log entry says so.
     *
     * @param channel the channel
     * @return true if so; always the same answer
     */
    boolean carries(Channel channel);

    /**
     * Hands a message over to the system that transmits it (a mail server, a gateway). {@link Outcome.Accepted} means that
     * it has been handed over, not that it has been read.
     *
     * @param notification the message
     * @return the outcome
     * @throws InterruptedException if the thread was interrupted; counts as {@link Outcome.TryLater}
     */
    Outcome deliver(Notification notification) throws InterruptedException;

    /**
     * Signals that no further message is due at the moment, so that a notifier that keeps a connection open between
     * messages can close it. Called by a worker thread after messages were delivered; others may still be under way.
     */
    default void idle() {
        // A notifier that keeps nothing open has nothing to close.
    }

    /** The channels through which a person is reached. */
    enum Channel {
        /** E-mail. */
        EMAIL,
        /** Text message to a phone. */
        SMS
    }

    /** What a message is about. */
    enum Type {
        /** Asks to verify a new e-mail address. */
        VERIFY_EMAIL("VerifyEmail"),
        /** Asks to verify a new phone number. */
        VERIFY_PHONE("VerifyPhone"),
        /** Informs the previous verified e-mail address that it was replaced or removed. */
        EMAIL_CHANGED("EmailChanged"),
        /** Informs the previous verified phone number that it was replaced or removed. */
        PHONE_CHANGED("PhoneChanged");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /**
         * Returns the name that external systems use for this type.
         *
         * @return {@code VerifyEmail}, {@code VerifyPhone}, {@code EmailChanged} or {@code PhoneChanged}
         */
        public String wireName() {
            return wireName;
        }
    }

    /** The outcome of a delivery. */
    sealed interface Outcome {
        /** Handed over; not retried. */
        record Accepted() implements Outcome {}

        /**
         * Not delivered this time. The next notifier of the channel gets the message if the configuration names one; if
         * none can deliver it, it is retried until the code expires or the attempts run out.
         *
         * @param delay the minimum time to wait, not negative; zero leaves it to the worker's back-off
         * @param reason a short class of error for the operator, without code or address
         */
        record TryLater(Duration delay, String reason) implements Outcome {}

        /**
         * Refused permanently; not retried, by other notifiers either.
         *
         * @param reason a short class of error for the operator, without code or address
         */
        record Refused(String reason) implements Outcome {}

        /**
         * Returns the outcome of a message that was handed over.
         *
         * @return the outcome
         */
        static Outcome accepted() {
            return new Accepted();
        }

        /**
         * Returns an outcome that leaves the time to wait to the worker.
         *
         * @param reason a short class of error, without code or address
         * @return the outcome
         */
        static Outcome tryLater(String reason) {
            return new TryLater(Duration.ZERO, reason);
        }

        /**
         * Returns the outcome of a message that was refused permanently.
         *
         * @param reason a short class of error, without code or address
         * @return the outcome
         */
        static Outcome refused(String reason) {
            return new Refused(reason);
        }
    }

    /**
     * A message, ready to be sent. A text-only channel needs {@link #recipient} and {@link #text} and nothing else.
     *
     * @param id identifies the message; unique, and the same on every attempt
     * @param channel the channel through which to send it
     * @param type what it is about
     * @param recipient exactly one address (channel {@link Channel#EMAIL}, without display name) or one number in E.164
     *     form (channel {@link Channel#SMS})
     * @param subject the subject, one line; empty for {@link Channel#SMS}
     * @param text the whole message as plain text, code and link included
     * @param html the whole message as an HTML document, {@code null} for {@link Channel#SMS}
     * @param code the code; the secret part of the message, must never be logged; empty if the message has none
     * @param link where the person can redeem the code, or undo the change; as secret as the code; {@code null} if there is
     *     no link
     * @param userId the user that the contact belongs to
     * @param organizationId the user's organization
     * @param attempt the number of this attempt, starting at 1
     * @param expires when the code or the link stops being valid, after which the message is not worth sending;
     *     {@code null} if neither expires
     */
    record Notification(
            String id,
            Channel channel,
            Type type,
            String recipient,
            String subject,
            String text,
            @Nullable String html,
            String code,
            @Nullable URI link,
            String userId,
            String organizationId,
            int attempt,
            @Nullable Instant expires) {

        /**
         * Returns the link, if there is one.
         *
         * @return the link; empty if there is none
         */
        public Optional<URI> optionalLink() {
            return Optional.ofNullable(link);
        }

        /** Omits everything secret or personal. */
        @Override
        public String toString() {
            return "Notification[" + id + ", " + type.wireName + ", attempt " + attempt + "]";
        }
    }
}
