package dev.kith.api;

/**
 * The user and contact operations, for every transport and for Java callers alike.
 *
 * <p>Every method checks the rules of its fields, then the caller's permission, then the state, and applies the command
 * either completely or not at all. Codes and messages are part of the same transaction; messages are delivered after it
 * (contract, section 7). Thread-safe. {@link Unavailable} means that something which the call needs does not answer at the
 * moment. Any other unchecked exception means an unexpected failure; nothing is stored then.
 *
 * <p>Permission: users need no role to write their own data and contacts, to redeem and request codes, or to read and
 * delete themselves. Vouching ({@link Verification.Verified}, {@link Verification.ReturnCode}) and the other lifecycle
 * calls need a role, even when users act for themselves (contract, section 15, rulings R2 and R4).
 *
 * <p>Every call that changes a user takes {@link Preconditions.CallOptions} in its preconditions: a key under which its answer is kept for
 * retries, or a dry run. The calls that redeem codes have no dry run and keep no answers (contract, rulings R73 and R74).
 */
public interface UserAccounts {
    /**
     * Creates a user.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> create(Caller caller, CreateUser command);

    /**
     * Reads a user. Data that the caller may not read is left out.
     *
     * @param caller the caller
     * @param command the user
     * @return the user, or the refusal
     */
    Outcome<UserView> get(Caller caller, UserRef command);

    /**
     * Changes a user's schema, data or contacts.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> patch(Caller caller, PatchUser command);

    /**
     * Sets the contact e-mail.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, with the code if its return was requested, or the refusal
     */
    Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command);

    /**
     * Redeems the code for the contact e-mail.
     *
     * @param caller the caller
     * @param command the code
     * @return the receipt, or the refusal; after {@link ProblemCode#CONTACT_TAKEN} the code is used up
     */
    Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command);

    /**
     * Issues a new code for the contact e-mail.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, with the code if its return was requested, or the refusal
     */
    Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command);

    /**
     * Sets the contact phone.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, with the code if its return was requested, or the refusal
     */
    Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command);

    /**
     * Redeems the code for the contact phone.
     *
     * @param caller the caller
     * @param command the code
     * @return the receipt, or the refusal; after {@link ProblemCode#CONTACT_TAKEN} the code is used up
     */
    Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command);

    /**
     * Issues a new code for the contact phone.
     *
     * @param caller the caller
     * @param command the command
     * @return the receipt, with the code if its return was requested, or the refusal
     */
    Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command);

    /**
     * Makes an active user inactive.
     *
     * @param caller the caller
     * @param command the user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> deactivate(Caller caller, UserRef command);

    /**
     * Makes an inactive user active.
     *
     * @param caller the caller
     * @param command the user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> activate(Caller caller, UserRef command);

    /**
     * Locks a user.
     *
     * @param caller the caller
     * @param command the user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> lock(Caller caller, UserRef command);

    /**
     * Unlocks a user.
     *
     * @param caller the caller
     * @param command the user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> unlock(Caller caller, UserRef command);

    /**
     * Deletes a user with everything that belongs to it; its messages that are waiting for delivery are no longer sent.
     *
     * @param caller the caller
     * @param command the user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> delete(Caller caller, UserRef command);

    /**
     * Something that a call needs, above all the database, does not answer at the moment; the same call may succeed a little
     * later. Thrown by every part of Kith that reads or stores; the transports answer 14 / 503 (contract, section 6).
     *
     * <p>Nothing has been stored, with one exception: where the connection ends during the commit, nobody knows.
     */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /**
         * Something does not answer.
         *
         * @param what what it is, without data
         * @param cause how that was noticed
         */
        public Unavailable(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
