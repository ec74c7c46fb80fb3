package dev.kith.api;

/**
 * The user and contact operations, for every transport and for Java callers alike.
 *
 * <p>Every method checks the rules of its fields, then the caller's permission, then the state, and either applies the
 * command completely or not at all; codes and messages are part of the same transaction, messages are delivered after
 * it (contract, section 7). Safe for several threads. Unchecked exceptions mean an accident; nothing is stored then.
 *
 * <p>Permission: the user itself needs no role to write its own data and contacts, to redeem and to ask for codes, to
 * read itself and to delete itself. Vouching ({@link Verification.Verified}, {@link Verification.ReturnCode}) and the
 * other lifecycle calls need a role, also for the user itself (contract, section 15, rulings R2 and R4).
 */
public interface UserAccounts {
    /**
     * Creates a user.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> create(Caller caller, CreateUser command);

    /**
     * Reads a user, without the data that the caller may not read.
     *
     * @param caller who calls
     * @param command which user
     * @return the user, or the refusal
     */
    Outcome<UserView> get(Caller caller, UserRef command);

    /**
     * Changes a user's schema, data or contacts.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> patch(Caller caller, PatchUser command);

    /**
     * Sets the contact e-mail.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, with the code if it was asked back, or the refusal
     */
    Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command);

    /**
     * Redeems the code for the contact e-mail.
     *
     * @param caller who calls
     * @param command the code
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command);

    /**
     * Issues a new code for the contact e-mail.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, with the code if it was asked back, or the refusal
     */
    Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command);

    /**
     * Sets the contact phone.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, with the code if it was asked back, or the refusal
     */
    Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command);

    /**
     * Redeems the code for the contact phone.
     *
     * @param caller who calls
     * @param command the code
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command);

    /**
     * Issues a new code for the contact phone.
     *
     * @param caller who calls
     * @param command what is asked for
     * @return the receipt, with the code if it was asked back, or the refusal
     */
    Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command);

    /**
     * Makes an active user inactive.
     *
     * @param caller who calls
     * @param command which user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> deactivate(Caller caller, UserRef command);

    /**
     * Makes an inactive user active.
     *
     * @param caller who calls
     * @param command which user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> activate(Caller caller, UserRef command);

    /**
     * Locks a user.
     *
     * @param caller who calls
     * @param command which user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> lock(Caller caller, UserRef command);

    /**
     * Unlocks a user.
     *
     * @param caller who calls
     * @param command which user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> unlock(Caller caller, UserRef command);

    /**
     * Deletes a user with everything that belongs to it; messages that wait for delivery are not sent any more.
     *
     * @param caller who calls
     * @param command which user
     * @return the receipt, or the refusal
     */
    Outcome<Receipt> delete(Caller caller, UserRef command);
}
