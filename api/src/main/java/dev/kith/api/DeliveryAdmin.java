package dev.kith.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The messages of this instance as those see them who operate it: what waits, what was given up, and another chance for
 * that. Tells neither codes nor whom a message is for beyond the user's id. What was given up is kept for seven days.
 *
 * <p>Checks no permissions: whoever can get hold of this operates the server. Every method works in a transaction of its
 * own. Safe for several threads.
 */
public interface DeliveryAdmin {
    /**
     * Tells what waits for delivery, on whichever node, and what was given up.
     *
     * @return how much there is of each kind
     */
    Backlog backlog();

    /**
     * Lists messages that were given up, those first that were given up first.
     *
     * @param most how many at the most
     * @return the messages
     */
    List<Dead> dead(int most);

    /**
     * Gives a message that was given up another chance, with as many tries as a new one.
     *
     * <p>Nothing is kept of a code once its message was given up. So a new one is issued, in a new message with a link of
     * the usual form, and the old code is void; this is outside the limits for how often codes are sent. It also holds for
     * a code that has expired. Everything else is tried again as it was.
     *
     * @param id the message's id
     * @return what was done
     */
    Replay replay(String id);

    /** What a message is for. */
    enum Kind {
        /** Brings a code. */
        SEND_CODE,
        /** Has an outside service make and send a code. */
        START_VERIFICATION,
        /** Tells a previous address or number that it was replaced. */
        NOTICE,
        /** Tells event listeners of a change. */
        EVENT,
        /** Not known to this version: a node of a newer one has stored it, and delivers it. */
        OTHER
    }

    /** Where a message goes. */
    enum Channel {
        /** E-mail. */
        EMAIL,
        /** Phone. */
        PHONE
    }

    /** Why a message was given up. There are no other reasons than these. */
    enum Cause {
        /** A notifier, an outside service or an event listener refused it for good. */
        REFUSED,
        /** It failed too often, or had no time left for another try. */
        GIVEN_UP,
        /** Its code had expired before it could be sent. */
        EXPIRED,
        /** Nothing carries messages of its channel. */
        NO_CARRIER,
        /** What is stored cannot be read: another key, or changed by somebody. */
        UNREADABLE,
        /** Not known. */
        OTHER;

        /**
         * The name as it is logged and counted.
         *
         * @return the name in lower case, with hyphens
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What became of the wish to have a message replayed. */
    enum Replay {
        /** It is due again. */
        DUE_AGAIN,
        /** A new code is on its way in a new message. */
        NEW_CODE,
        /** Nobody needs it any more: the code was redeemed or replaced, the contact changed, or the user deleted. */
        NOT_NEEDED,
        /** No message of this id was given up, or none that this version knows what to do with. */
        NOT_DEAD
    }

    /**
     * What waits and what was given up.
     *
     * @param depths one for each kind, in their order
     * @param oldest since when the message waits that waits longest, {@code null} where none waits
     */
    record Backlog(List<Depth> depths, @Nullable Instant oldest) {
        /**
         * Copies the depths.
         *
         * @param depths one for each kind, in their order
         * @param oldest since when the message waits that waits longest, {@code null} where none waits
         */
        public Backlog {
            depths = List.copyOf(depths);
        }
    }

    /**
     * How many messages of a kind there are.
     *
     * @param kind the kind
     * @param waiting how many wait for a first or another try
     * @param onTheirWay how many a node is trying right now
     * @param dead how many were given up
     */
    record Depth(Kind kind, long waiting, long onTheirWay, long dead) {}

    /**
     * A message that was given up.
     *
     * @param id its id, the one that its receiver would have seen
     * @param kind what it was for
     * @param channel where it went, {@code null} for an event and where this version does not know the channel
     * @param userId the user that it is about
     * @param organizationId the user's organization
     * @param cause why it was given up
     * @param detail the class of the last error in the words of who failed, empty where there is none
     * @param attempts how often it was tried
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
