package dev.kith.spi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a message to a person: a verification code, or the notice that a contact was replaced.
 *
 * <p><b>Called</b> by the delivery worker, after the change that needs the message has been committed. <b>Thread</b>: a
 * worker thread; blocking is fine up to the configured time-out ({@code kith.delivery.timeout}), then it is interrupted.
 * <b>How often</b>: one instance serves all calls, several at a time. <b>Order</b>: none between messages.
 * <b>Failure</b>: answer with an {@link Outcome}; anything thrown counts as {@link Outcome.TryLater} and is logged by its
 * class alone, without its text. <b>Null</b>: never passed, never to be returned. <b>Repetition</b>: the same
 * {@link Notification#id() id} may come again after a crash or a time-out; sending twice must be harmless.
 */
public interface Notifier {
    /**
     * The name by which the configuration picks this notifier.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Whether this notifier carries messages of a channel. Messages that no notifier carries are not delivered, and the
     * log says so.
     *
     * @param channel the channel
     * @return true if so; always the same answer
     */
    boolean carries(Channel channel);

    /**
     * Hands a message over to whatever carries it on (a mail server, a gateway). {@link Outcome.Accepted} means that it
     * has been handed over, not that it has been read.
     *
     * @param notification the message
     * @return what became of it
     * @throws InterruptedException when the thread was interrupted; counts as {@link Outcome.TryLater}
     */
    Outcome deliver(Notification notification) throws InterruptedException;

    /**
     * Says that no further message is due for the moment, so that a notifier that keeps a connection from one message to the
     * next can give it up. Called by a worker thread after messages were delivered; others may still be on their way.
     */
    default void idle() {
        // Who keeps nothing open has nothing to give up.
    }

    /** The ways to a person. */
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
        /** Tells the previous verified e-mail address that another one has taken its place. */
        EMAIL_CHANGED("EmailChanged"),
        /** Tells the previous verified phone number that another one has taken its place. */
        PHONE_CHANGED("PhoneChanged");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name that machines outside use for this type.
         *
         * @return {@code VerifyEmail}, {@code VerifyPhone}, {@code EmailChanged} or {@code PhoneChanged}
         */
        public String wireName() {
            return wireName;
        }
    }

    /** What became of a message. */
    sealed interface Outcome {
        /** Handed over; it is not tried again. */
        record Accepted() implements Outcome {}

        /**
         * Not now. The next notifier of the channel gets it where the configuration names one; where none can take it now,
         * it is tried again, until the code expires or the tries run out.
         *
         * @param delay how long to wait at least; zero leaves it to the worker's own back-off
         * @param reason a short class of error for the operator, without code or address
         */
        record TryLater(Duration delay, String reason) implements Outcome {}

        /**
         * Never; it is not tried again, by no other notifier either.
         *
         * @param reason a short class of error for the operator, without code or address
         */
        record Refused(String reason) implements Outcome {}

        /**
         * Handed over.
         *
         * @return the outcome
         */
        static Outcome accepted() {
            return new Accepted();
        }

        /**
         * Not now, wait as the worker sees fit.
         *
         * @param reason a short class of error, without code or address
         * @return the outcome
         */
        static Outcome tryLater(String reason) {
            return new TryLater(Duration.ZERO, reason);
        }

        /**
         * Never.
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
     * @param id identifies the message; the same on every try, unique for ever
     * @param channel the way it is to go
     * @param type what it is about
     * @param recipient exactly one address (channel {@link Channel#EMAIL}, without display name) or one number in E.164
     *     form (channel {@link Channel#SMS})
     * @param subject the subject, one line; empty for {@link Channel#SMS}
     * @param text the whole message as plain text, code and link included
     * @param html the whole message as an HTML document, {@code null} for {@link Channel#SMS}
     * @param code the code; the secret part of the message, never to be logged; empty where the message has none
     * @param link where the person can redeem the code, or undo the change; {@code null} where there is no link. As secret
     *     as the code
     * @param userId the user that the contact belongs to
     * @param organizationId the user's organization
     * @param attempt which try this is, from 1
     * @param expires when the code or the link stops to be valid; a message that is late is not worth sending any more.
     *     {@code null} where they do not expire
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
         * The link, where there is one.
         *
         * @return the link
         */
        public Optional<URI> optionalLink() {
            return Optional.ofNullable(link);
        }

        /** Leaves out everything that is secret or personal. */
        @Override
        public String toString() {
            return "Notification[" + id + ", " + type.wireName + ", attempt " + attempt + "]";
        }
    }
}
