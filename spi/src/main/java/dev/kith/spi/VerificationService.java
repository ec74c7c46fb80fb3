package dev.kith.spi;

/**
 * An outside service that makes, sends and checks codes by itself. Where one covers a channel, Kith makes no codes for
 * that channel: it asks the service to start, and later whether what the person typed is right.
 *
 * <p><b>Called</b>: {@link #start} by the delivery worker, after the change has been committed; {@link #check} by the
 * domain service when a code is redeemed, outside any transaction. <b>Thread</b>: a worker thread for {@code start}, the
 * thread of the request for {@code check}; blocking is fine up to the service's own time-outs. <b>How often</b>: one
 * instance serves all calls, several at a time; {@code check} at most as often as a code may be wrong. <b>Order</b>:
 * {@code check} may come before {@code start} has answered. <b>Failure</b>: what {@code start} answers or throws is
 * handled as with {@link Notifier}; what {@code check} throws fails the request as an internal error, the contact stays
 * unverified. <b>Null</b>: never passed, never to be returned. <b>Repetition</b>: {@code start} may come again with the
 * same id; {@code check} too.
 *
 * <p>There is no default: without such a service all codes are made by the {@link CodeGenerator}.
 */
public interface VerificationService {
    /**
     * The name by which the configuration picks this service.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Whether the service verifies contacts of a channel.
     *
     * @param channel the channel
     * @return true if so; may change between calls, a verification that was started is checked by the service all the same
     */
    boolean covers(Notifier.Channel channel);

    /**
     * Starts a verification: makes a code and sends it to the person.
     *
     * @param verification what is to be verified
     * @return what became of it
     * @throws InterruptedException when the thread was interrupted; counts as {@link Notifier.Outcome.TryLater}
     */
    Notifier.Outcome start(Verification verification) throws InterruptedException;

    /**
     * Asks whether the person typed the right code.
     *
     * @param verification the verification that was started
     * @param code what the person typed
     * @return true if it is right
     */
    boolean check(Verification verification, String code);

    /**
     * A verification.
     *
     * @param id identifies it; unique for ever
     * @param channel the channel
     * @param recipient the address, or the number in E.164 form
     * @param userId the user that the contact belongs to
     */
    record Verification(String id, Notifier.Channel channel, String recipient, String userId) {
        /** Leaves the recipient out. */
        @Override
        public String toString() {
            return "Verification[" + id + "]";
        }
    }
}
