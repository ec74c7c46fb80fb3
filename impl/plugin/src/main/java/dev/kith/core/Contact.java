package dev.kith.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address or a phone number of a user.
 *
 * @param value the address exactly as given, or the number in E.164 form
 * @param verified whether it has been proven or vouched for
 * @param proof the outstanding proof; one whose value differs from this contact's is for the pending address, which takes
 *     this one's place when the code is redeemed
 * @param issued how many codes were sent lately
 */
public record Contact(
        String value, boolean verified, @Nullable Proof proof, Issued issued) {

    /** Leaves the address out. */
    @Override
    public String toString() {
        return "Contact[verified=" + verified + ", proof=" + proof + "]";
    }

    /**
     * How many codes were sent for a user and channel lately: the user's budget.
     *
     * @param last when the last one was sent, {@code null} for never
     * @param windowStart when the present hour began, {@code null} for never
     * @param count how many were sent in the present hour
     */
    public record Issued(@Nullable Instant last, @Nullable Instant windowStart, int count) {
        /** None so far. */
        public static final Issued NONE = new Issued(null, null, 0);
    }
}
