package dev.kith.core;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Port: where users are kept. Everything is within the one instance of this deployment. Safe for several threads. */
public interface UserStore {
    /**
     * Works in one transaction of its own: committed when the work returns, rolled back when it throws.
     *
     * @param work what to do; must not keep the session
     * @param <T> what it gives back
     * @return what the work gave back, once it is committed
     * @throws Contended when another transaction was in the way and the same work may succeed in a new transaction
     */
    default <T> T transaction(Function<Session, T> work) {
        return transaction(false, work);
    }

    /**
     * Works in one transaction of its own, like {@link #transaction(Function)}.
     *
     * @param again whether the same work was contended before; a user that is read then is kept from being changed by
     *     others until the end [1 SELECT more], so that those who contend queue up instead of running into each other
     * @param work what to do; must not keep the session
     * @param <T> what it gives back
     * @return what the work gave back, once it is committed
     * @throws Contended when another transaction was in the way
     */
    <T> T transaction(boolean again, Function<Session, T> work);

    /**
     * Searches users in one transaction, of which nothing is stored.
     *
     * @param time how long the search may take
     * @param work what to read; must not keep the listing
     * @param <T> what it gives back
     * @return what the work gave back
     * @throws UserListing.TookTooLong when the time is over
     * @throws Contended when another transaction was in the way
     */
    <T> T search(Duration time, Function<UserListing, T> work);

    /**
     * What waits for delivery and what was given up [4 SELECT].
     *
     * @param now the present time
     * @return how much there is of each kind
     */
    Backlog backlog(Instant now);

    /**
     * Messages that have failed and wait for another try, by kind and reason [1 SELECT].
     *
     * @param most how many groups at the most
     * @return the groups, the largest first
     */
    List<Retry> retries(int most);

    /**
     * Messages that were given up, those first that were given up first [1 SELECT].
     *
     * @param most how many at the most
     * @return the messages
     */
    List<Dead> dead(int most);

    /**
     * Forgets codes that were redeemed long ago; a limited number at a time.
     *
     * @param before those that were redeemed before this time
     * @return how many were forgotten
     */
    int forgetRedeemed(Instant before);

    /**
     * Forgets answers that are given to nobody any more; a limited number at a time.
     *
     * @param now the present time
     * @return how many were forgotten
     */
    int forgetAnswers(Instant now);

    /**
     * Removes everything that is stored about a user: the user, contacts, links, messages and events, delivered or not, bearer
     * tokens of this subject, and answers about the user or to it that are kept for retries.
     *
     * @param userId the user's id; the user itself need not be there any more
     * @param caller the user as a caller, as a keyed hash
     * @return how many rows were removed
     */
    int erase(String userId, String caller);

    /**
     * Reads users with their contacts and proofs, by id [2 SELECT].
     *
     * @param after the id behind which to begin, {@code null} for the first users
     * @param most how many at the most; at most {@link #MOST_USERS}
     * @return the users
     */
    List<User> users(@Nullable String after, int most);

    /**
     * Reads everything that {@link #erase} would remove [6 SELECT].
     *
     * @param userId the user's id
     * @param caller the user as a caller, as a keyed hash
     * @return what there is
     */
    UserTraces traces(String userId, String caller);

    /** How many users are read by one statement at the most. */
    int MOST_USERS = 500;

    /** Storage as seen by one transaction, for its thread alone. Statement counts in brackets. */
    interface Session extends NoticeStore, ClaimStore, AnswerStore {
        /**
         * Reads a user with contacts and proofs [1 SELECT].
         *
         * @param userId the user's id
         * @return the user, or {@code null}
         */
        @Nullable
        Found find(String userId);

        /**
         * Stores a new user with contacts and proofs [1 INSERT for the user, 1 for each contact].
         *
         * @param user the user
         * @throws Contended when a user of this id exists, at the latest at commit; the next attempt will find it
         */
        void insert(User user);

        /**
         * Reads users, those who exist, with contacts and proofs [2 SELECT].
         *
         * @param userIds the ids; at most {@link #MOST_USERS}
         * @return the users by their ids
         */
        Map<String, User> findAll(Collection<String> userIds);

        /**
         * Stores new users with contacts and proofs, like {@link #insert}, many with one statement.
         *
         * @param users the users
         * @throws Contended when a user of one of the ids exists, at the latest at commit
         */
        void insertAll(List<User> users);

        /**
         * Stores what differs [1 UPDATE for the user, 1 write for each contact that differs].
         *
         * <p>The counters of proofs and of redeemed codes belong to the storage: they are written only together with a new
         * proof id.
         *
         * @param before the user as it was read
         * @param after the user as it is to be, version and time of change included
         * @throws Contended when the stored version is no longer that of {@code before}
         */
        void update(User before, User after);

        /**
         * Removes a user with its contacts, proofs and links, and closes its messages that wait for delivery. Events stay.
         *
         * @param user the user as it was read
         * @throws Contended when the stored version is no longer that of {@code user}
         */
        void delete(User user);

        /**
         * Counts a guess before it is judged [1 UPDATE]. Neither version nor time of change of the user move.
         *
         * @param userId the user's id
         * @param channel the channel
         * @param proofId the proof that the guess is for
         * @param most how many guesses are allowed
         * @return false when that many have been counted already, or the proof is no longer there
         */
        boolean countGuess(String userId, ContactChannel channel, String proofId, int most);

        /**
         * Counts a guess on the page behind a link, like {@link #countGuess}, but apart from it [1 UPDATE].
         *
         * @param userId the user's id
         * @param proofId the e-mail proof
         * @param most how many guesses are allowed
         * @return false when that many have been counted already, or the proof is no longer there
         */
        boolean countPageGuess(String userId, String proofId, int most);

        /**
         * Counts a guess at the code that has verified the e-mail, like {@link #countGuess} [1 UPDATE].
         *
         * @param userId the user's id
         * @param proofId the proof that was redeemed
         * @param most how many guesses are allowed
         * @return false when that many have been counted already, or another code was issued or redeemed since
         */
        boolean countRedeemedGuess(String userId, String proofId, int most);

        /**
         * Takes back a count of {@link #countRedeemedGuess}, because the guess was right [1 UPDATE].
         *
         * @param userId the user's id
         * @param proofId the proof that was redeemed
         */
        void uncountRedeemedGuess(String userId, String proofId);

        /**
         * Counts a look at the page behind a link, like {@link #countGuess} [1 UPDATE].
         *
         * @param userId the user's id
         * @param proofId the e-mail proof
         * @param most how many looks are allowed
         * @return false when that many have been counted already, or the proof is no longer there
         */
        boolean countLook(String userId, String proofId, int most);

        /**
         * Takes one code out of a recipient's budget [1 UPDATE]: counts it in the running window, or begins a new
         * window where the last one is over.
         *
         * @param key the recipient, as a keyed hash
         * @param now the present time
         * @param window how long a window is
         * @param most how many codes a window allows
         * @return false when the window is full or the recipient has no budget yet
         */
        boolean spend(String key, Instant now, Duration window, int most);

        /**
         * Gives a recipient a budget with one code taken out [1 INSERT].
         *
         * @param key the recipient, as a keyed hash
         * @param now the present time
         * @throws Contended when the recipient has a budget already, at the latest at commit
         */
        void openBudget(String key, Instant now);

        /**
         * When the running window of a recipient began [1 SELECT].
         *
         * @param key the recipient, as a keyed hash
         * @return the time, or {@code null} where the recipient has no budget
         */
        @Nullable
        Instant budgetWindow(String key);

        /**
         * Stores a message for delivery after the commit [1 INSERT].
         *
         * @param message the message
         */
        default void enqueue(OutboxMessage message) {
            enqueue(message, message.created());
        }

        /**
         * Stores messages for delivery after the commit, many with one statement.
         *
         * @param messages the messages
         */
        void enqueueAll(List<OutboxMessage> messages);

        /**
         * Stores a message for delivery at a later time [1 INSERT].
         *
         * @param message the message
         * @param due when it may go
         */
        void enqueue(OutboxMessage message, Instant due);

        /**
         * Closes messages that nobody needs any more, as far as they wait and no worker has leased them [1 UPDATE]. What is
         * leased is decided by its worker.
         *
         * @param ids the messages' ids; at least one
         * @param now the present time
         */
        void supersede(List<String> ids, Instant now);

        /**
         * Reads a message that was given up [1 SELECT].
         *
         * @param id the message's id
         * @return the message, or {@code null} where none of this id was given up, or none that this version knows
         */
        @Nullable
        DeadMessage dead(String id);

        /**
         * Has a message that was given up tried again from the start [1 UPDATE].
         *
         * @param id the message's id
         * @param payload what it is to carry, {@code null} for what it still carries
         * @param accepted the marks of the listeners that are not called again
         * @param now when it is due
         * @throws Contended when it is no longer among those that were given up
         */
        void revive(String id, OutboxMessage.@Nullable Sealed payload, Set<String> accepted, Instant now);

        /**
         * Closes a message that was given up as one that is not needed any more [1 UPDATE].
         *
         * @param id the message's id
         * @param now the present time
         * @throws Contended when it is no longer among those that were given up
         */
        void dismiss(String id, Instant now);
    }

    /**
     * A message that was given up.
     *
     * @param id its id
     * @param userId the user that it is about
     * @param channel the channel
     * @param kind what was to be done
     * @param recipient the address or number
     * @param created when it was stored
     * @param expires after this it was not worth sending, {@code null} for never
     * @param accepted the marks of the listeners that have answered
     */
    record DeadMessage(
            String id,
            String userId,
            ContactChannel channel,
            OutboxMessage.MessageKind kind,
            String recipient,
            Instant created,
            @Nullable Instant expires,
            Set<String> accepted) {
        /** Copies the marks. */
        public DeadMessage {
            accepted = Set.copyOf(accepted);
        }

        boolean expired(Instant now) {
            return expires != null && expires.isBefore(now);
        }

        /** Leaves the recipient out. */
        @Override
        public String toString() {
            return "DeadMessage[" + id + ", " + kind + "]";
        }
    }

    /**
     * A user that was found.
     *
     * @param user the user
     * @param head the newest revision of its schema where the storage keeps the schemas itself, else {@code null}
     */
    record Found(User user, @Nullable SchemaHead head) {}

    /**
     * The newest revision of a schema that has not been deleted; a deleted schema has revision 0.
     *
     * @param revision the newest revision
     * @param active whether data that follows the schema may be changed
     */
    record SchemaHead(int revision, boolean active) {
        /** The head of a schema that has been deleted. */
        public static final SchemaHead DELETED = new SchemaHead(0, false);
    }

    /** Another transaction was in the way; the same work may succeed in a new one. */
    final class Contended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /**
         * Another transaction was in the way.
         *
         * @param what a short text for the log, without user data
         */
        public Contended(String what) {
            super(what);
        }

        /**
         * Another transaction was in the way.
         *
         * @param what a short text for the log, without user data
         * @param cause what the database said
         */
        public Contended(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
