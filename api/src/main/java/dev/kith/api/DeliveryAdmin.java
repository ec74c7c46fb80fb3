package dev.kith.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The messages of this instance, for its operators: counts what is waiting, lists what was given up, and retries it.
 * Reveals no codes, and of the recipient only the user's id. Messages that were given up are kept for seven days.
 *
 * <p>Checks no permissions: only code that acts for the server's operators should have access to it. Every method runs
 * in its own transaction. Thread-safe.
 */
public interface DeliveryAdmin {
    /**
     * Counts the messages of all nodes that are waiting for delivery or were given up.
     *
     * @return the counts for each kind
     */
    Backlog backlog();

    /**
     * Counts the messages of all nodes that have failed and wait for another attempt, by who failed last and why. Not cached:
     * each call reads the rows of all messages that wait.
     *
     * @param most the maximum number of groups; those with the most messages come first
     * @return the groups
     */
    List<Retry> retries(int most);

    /**
     * Lists messages that were given up, in the order in which they were given up.
     *
     * @param most the maximum number of messages
     * @return the messages
     */
    List<Dead> dead(int most);

    /**
     * Retries a message that was given up, with as many attempts as a new one.
     *
     * <p>A code is not kept once its message has been given up. A new code is therefore issued, in a new message with the
     * default link, and the old code becomes void; the limits on how often codes are sent do not apply. The same goes for
     * a code that has expired. Every other message is retried as it was.
     *
     * @param id the message's id
     * @return the result
     */
    Replay replay(String id);

    /** What a message is for. */
    enum Kind {
        /** Carries a code. */
        SEND_CODE,
        /** Has an external service generate and send a code. */
        START_VERIFICATION,
        /** Informs a previous address or number that it was replaced or removed. */
        NOTICE,
        /** Notifies event listeners of a change. */
        EVENT,
        /** Unknown to this version: stored by a node of a newer version, which will deliver it. */
        OTHER
    }

    /** The channel of a message. */
    enum Channel {
        /** E-mail. */
        EMAIL,
        /** Phone. */
        PHONE
    }

    /** Why a message was given up. This list is complete. */
    enum Cause {
        /** A notifier, an external service or an event listener refused it permanently. */
        REFUSED,
        /** It failed too often, or there was no time left for another attempt. */
        GIVEN_UP,
        /** Its code expired before it could be sent. */
        EXPIRED,
        /** No notifier carries messages of its channel. */
        NO_CARRIER,
        /** The stored message cannot be decrypted: the key is a different one, or the content was altered. */
        UNREADABLE,
        /** Unknown. */
        OTHER;

        /**
         * Returns the name that is used in the log and in metrics.
         *
         * @return the name in lower case, with hyphens
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The result of {@link #replay}. */
    enum Replay {
        /** The message is due again. */
        DUE_AGAIN,
        /** A new code is on its way in a new message. */
        NEW_CODE,
        /** It is no longer needed: the code was redeemed or replaced, the contact changed, or the user deleted. */
        NOT_NEEDED,
        /** No message with this id was given up, or only one that this version cannot handle. */
        NOT_DEAD
    }

    /**
     * The messages that are waiting or were given up.
     *
     * @param depths one for each kind, in the order of {@link Kind}
     * @param oldest the time since which the longest-waiting message has been waiting, {@code null} if none is waiting;
     *     messages that are held do not count
     */
    record Backlog(List<Depth> depths, @Nullable Instant oldest) {
        /**
         * Copies the depths.
         *
         * @param depths one for each kind, in the order of {@link Kind}
         * @param oldest the time since which the longest-waiting message has been waiting, {@code null} if none is waiting
         */
        public Backlog {
            depths = List.copyOf(depths);
        }
    }

    /**
     * The number of messages of a kind.
     *
     * @param kind the kind
     * @param waiting the number waiting for a first or another attempt
     * @param onTheirWay the number that a node is delivering right now
     * @param dead the number that were given up
     * @param held the number that are not to be sent yet: notices beyond what an hour allows, which wait for their turn
     */
    record Depth(Kind kind, long waiting, long onTheirWay, long dead, long held) {
        /**
         * Creates the numbers of a kind of which none is held.
         *
         * @param kind the kind
         * @param waiting the number waiting for a first or another attempt
         * @param onTheirWay the number that a node is delivering right now
         * @param dead the number that were given up
         */
        public Depth(Kind kind, long waiting, long onTheirWay, long dead) {
            this(kind, waiting, onTheirWay, dead, 0);
        }
    }

    /**
     * Messages that have failed for the same reason and wait for another attempt.
     *
     * @param kind what they are for
     * @param reason the class of the last error, as in {@link Dead#detail}
     * @param messages how many there are; at least 1
     */
    record Retry(Kind kind, String reason, long messages) {}

    /**
     * A plugin that messages or events go to, as this process sees it.
     *
     * @param role what it is
     * @param name the name by which the configuration selects it
     * @param trouble how it fails now, {@code null} if its last call did not fail or it has not been called. That it refuses a
     *     message permanently is no failure: the refusal is about that message
     */
    record Carrier(CarrierRole role, String name, @Nullable Trouble trouble) {
        /** What a carrier is. */
        public enum CarrierRole {
            /** Sends messages to people. */
            NOTIFIER,
            /** Has an outside service generate and send codes. */
            VERIFICATION_SERVICE,
            /** Hears of changes. */
            EVENT_LISTENER;

            /**
             * Returns the name that is used in the log and in metrics.
             *
             * @return the name in lower case, with hyphens
             */
            public String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /**
         * How a carrier fails.
         *
         * @param reason the class of its last error, without code and address; at most 150 characters
         * @param since the time of its first failure since it last worked
         * @param failures the number of failures since then; at least 1
         */
        public record Trouble(String reason, Instant since, long failures) {}
    }

    /**
     * A message that was given up.
     *
     * @param id its id, as its receiver would have seen it
     * @param kind what it was for
     * @param channel its channel, {@code null} for an event or if this version does not know the channel
     * @param userId the user that it concerns
     * @param organizationId the user's organization
     * @param cause why it was given up
     * @param detail the name of the plugin that failed, a colon and the class of its last error, as in
     *     {@code mail:authentication}; several of them with spaces between; without a name where no plugin was called; empty if
     *     there is none
     * @param attempts the number of attempts
     * @param created when it was stored
     * @param died when it was given up
     */
    record Dead(
            String id,
            Kind kind,
            @Nullable Channel channel,
            String userId,
            String organizationId,
            Cause cause,
            String detail,
            int attempts,
            Instant created,
            Instant died) {}
}
