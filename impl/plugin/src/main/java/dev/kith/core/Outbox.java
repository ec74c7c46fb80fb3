package dev.kith.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Port: the messages that wait for delivery, as the worker sees them. Every method works in a transaction of its own.
 * Any number of workers on any number of nodes may share it. What a node of a newer version has stored, and this one does not
 * know, is not there for its workers. Safe for several threads.
 */
public interface Outbox {
    /**
     * Leases messages that are due, so that no other worker takes them until the lease ends.
     *
     * @param kinds what they are for
     * @param owner names the lease; unique for each call
     * @param most how many at the most; up to {@link #MOST_LEASED}
     * @param now the present time
     * @param lease how long
     * @return the messages, each with the number of tries counted up; a worker that dies loses its lease by time
     */
    List<Leased> lease(Set<OutboxMessage.MessageKind> kinds, String owner, int most, Instant now, Duration lease);

    /** How many messages may be leased at once. */
    int MOST_LEASED = 50;

    /**
     * Which messages are still worth sending: those whose proof is still the user's outstanding one. The others' codes were
     * redeemed or replaced, or their users deleted.
     *
     * @param leased messages that were leased together
     * @return the ids of those that {@linkplain OutboxMessage.MessageKind#proves() prove} something and are worth it
     */
    Set<String> current(List<Leased> leased);

    /**
     * Stores what becomes of messages that were leased together and tried, all or nothing. A lease that is lost changes
     * nothing.
     *
     * @param settlements what becomes of each
     * @param now the present time
     */
    void settle(List<Settlement> settlements, Instant now);

    /**
     * Closes one message, like {@link #settle}.
     *
     * @param leased the lease
     * @param end how it ended
     * @param reason the class of error, {@code null} where there was none
     * @param now the present time
     */
    default void close(Leased leased, End end, @Nullable String reason, Instant now) {
        settle(List.of(new Settlement.Closed(leased, end, reason)), now);
    }

    /**
     * Has one message tried again, like {@link #settle}.
     *
     * @param leased the lease
     * @param due when it is due again
     * @param reason the class of error
     */
    default void postpone(Leased leased, Instant due, String reason) {
        settle(List.of(new Settlement.Postponed(leased, due, reason)), due);
    }

    /**
     * Gives messages back that were leased together and not tried. They are due at once, and no try is counted. A lease that
     * is lost changes nothing.
     *
     * @param leased the leases
     * @param now the present time
     */
    void giveBack(List<Leased> leased, Instant now);

    /**
     * When the next message can be leased: when it is due, or when its lease ends.
     *
     * @param kinds what it is for
     * @return the time, or {@code null} where no such message waits
     */
    @Nullable
    Instant nextDue(Set<OutboxMessage.MessageKind> kinds);

    /** How many rows of a kind are removed at once; whoever has removed so many has more to do. */
    int MOST_PURGED = 5_000;

    /**
     * Removes closed messages, and what was kept with them and has served its time; not more than {@link #MOST_PURGED} of a
     * kind, so that it comes to an end whatever there is.
     *
     * @param closedBefore those that ended before this time
     * @return how many rows were removed
     */
    int purge(Instant closedBefore);

    /**
     * A message that a worker has leased.
     *
     * @param message the message
     * @param owner the lease's name
     * @param ends when the lease ends
     * @param attempt which try this is, from 1
     * @param accepted the names of the listeners that have taken in an event already
     */
    record Leased(OutboxMessage message, String owner, Instant ends, int attempt, Set<String> accepted) {
        /** What stands before the name of a listener that has refused an event; who is asked again does not have it. */
        public static final String REFUSED = "!";

        /** Copies the names. */
        public Leased {
            accepted = Set.copyOf(accepted);
        }

        /**
         * The same lease with more listeners done.
         *
         * @param names the listeners that have taken in the event, the earlier ones included
         * @return the lease
         */
        public Leased accepted(Set<String> names) {
            return new Leased(message, owner, ends, attempt, names);
        }

        /** Leaves the recipient out. */
        @Override
        public String toString() {
            return "Leased[" + message + ", attempt " + attempt + "]";
        }
    }

    /** What becomes of a message that was tried. */
    sealed interface Settlement {
        /**
         * Returns the lease under which it was tried.
         *
         * @return the lease
         */
        Leased leased();

        /**
         * It is closed and its payload erased; that of an event that was not accepted is kept, as it holds no secret and is all
         * that there is of it.
         *
         * @param leased the lease
         * @param end how it ended
         * @param reason the class of error, {@code null} where there was none
         */
        record Closed(Leased leased, End end, @Nullable String reason) implements Settlement {}

        /**
         * It is tried again.
         *
         * @param leased the lease, with the number of tries and the listeners that are to be kept
         * @param due when it is due again
         * @param reason the class of error
         */
        record Postponed(Leased leased, Instant due, String reason) implements Settlement {}
    }

    /** How a message ended. */
    enum End {
        /** Handed over. */
        DELIVERED,
        /** Given up: refused, too many tries, or its code expired. */
        DEAD,
        /** Not needed any more: the code was redeemed or replaced, or the user deleted. */
        VOID
    }
}
