package dev.kith.spi;

/**
 * Generates the codes that people enter to prove that an e-mail address or phone number is theirs.
 *
 * <p><b>Called</b> by the domain service, once for each code that is issued, inside the transaction that stores it.
 * <b>Thread</b>: the request thread; it must answer fast and must not wait for anything. <b>How often</b>: one instance
 * serves all calls, several at a time. <b>Order</b>: none between calls; a request that issues two codes asks for the one
 * of the e-mail first. <b>Failure</b>: if it throws or returns a code that breaks the promise of {@link #generate}, the
 * request fails with an internal error; nothing is stored. <b>Null</b>: never passed, must not be returned.
 * <b>Repetition</b>: when a transaction is retried, so is this call; a generated code may remain unused.
 *
 * <p>Codes need not be unique. Their lifetime and the number of wrong attempts are configured, and no concern of the
 * generator. The default draws 6 upper-case letters and digits uniformly from a secure source (contract, section 12).
 */
public interface CodeGenerator {
    /**
     * Returns the name by which the configuration selects this generator.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Generates a code that cannot be guessed.
     *
     * @param purpose what the code is for
     * @return 1 to 20 characters (Unicode code points) without lone surrogates; any character is allowed, but people have
     *     to type it
     */
    String generate(Purpose purpose);

    /** What a code is for. */
    enum Purpose {
        /** To prove an e-mail address. */
        VERIFY_EMAIL,
        /** To prove a phone number. */
        VERIFY_PHONE
    }
}
