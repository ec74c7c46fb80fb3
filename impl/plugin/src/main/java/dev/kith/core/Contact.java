package dev.kith.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address or a phone number of a user.
 *
 * @param value the address exactly as given, or the number in E.164 form
 * @param verified whether it has been proven or vouched for
 * @param proof the outstanding proof; one whose value differs from this contact's is for the pending address, which takes
 *     this one's place when the code is redeemed
 * @param issued what was sent lately
 * @param redeemed the code that has verified this value, {@code null} where that was none, or another one was issued since
 */
public record Contact(
        String value,
        boolean verified,
        @Nullable Proof proof,
        Issued issued,
        @Nullable Redeemed redeemed) {

    /**
     * A contact of which no redeemed code is kept.
     *
     * @param value the address or number
     * @param verified whether it has been proven or vouched for
     * @param proof the outstanding proof
     * @param issued how many codes were sent lately
     */
    public Contact(String value, boolean verified, @Nullable Proof proof, Issued issued) {
        this(value, verified, proof, issued, null);
    }

    /**
     * Whether the message with the outstanding code may still wait for delivery: one that was sent when codes were sent last.
     * A code in the place of one that was given up counts for no limit and leaves no such trace; the worker finds out about it.
     */
    boolean codeMayWait(Instant now) {
        return proof != null
                && !proof.expired(now)
                && (proof.external() || proof.issued().equals(issued.last()));
    }

    /** The address or number that takes this one's place once its code is redeemed; {@code null} for none. */
    @Nullable
    String pending() {
        return proof == null || proof.value().equals(value) ? null : proof.value();
    }

    Contact with(Issued sent) {
        return new Contact(value, verified, proof, sent);
    }

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "Contact[verified=" + verified + ", proof=" + proof + "]";
    }

    /**
     * How many codes and notices were sent for a user and channel lately: the user's budgets.
     *
     * @param last when the last code was sent, {@code null} for never
     * @param windowStart when the present hour of codes began, {@code null} for never
     * @param count how many codes were sent in the present hour
     * @param notices how many notices there were
     */
    public record Issued(@Nullable Instant last, @Nullable Instant windowStart, int count, NoticeCount notices) {
        /** None so far. */
        public static final Issued NONE = new Issued(null, null, 0);

        /**
         * Codes and no notices.
         *
         * @param last when the last code was sent, {@code null} for never
         * @param windowStart when the present hour of codes began, {@code null} for never
         * @param count how many codes were sent in the present hour
         */
        public Issued(@Nullable Instant last, @Nullable Instant windowStart, int count) {
            this(last, windowStart, count, NoticeCount.NONE);
        }

        Issued with(NoticeCount counted) {
            return new Issued(last, windowStart, count, counted);
        }
    }

    /**
     * A code that was redeemed. Whoever holds it may hear for a while that it has done its work.
     *
     * @param proofId the proof that the code was for
     * @param hash the code's keyed hash
     * @param keyId the key of the hash
     * @param at when it was redeemed
     * @param guesses how many wrong codes were tried on the page since
     */
    public record Redeemed(String proofId, String hash, String keyId, Instant at, int guesses) {
        /** For how long it is kept. */
        public static final Duration KEPT = Duration.ofDays(1);

        boolean kept(Instant now) {
            return now.isBefore(at.plus(KEPT));
        }

        /** Leaves the hash out. */
        @Override
        public String toString() {
            return "Redeemed[" + proofId + "]";
        }
    }
}
