package dev.kith.spi;

/**
 * Draws the codes that a person types to prove that an e-mail address or a phone number is theirs.
 *
 * <p><b>Called</b> by the domain service, once for every code that is issued, inside the transaction that stores it.
 * <b>Thread</b>: the thread of the request; it must answer fast and must not wait for anything. <b>How often</b>: one
 * instance serves all calls, several at a time. <b>Order</b>: none between calls; a call that issues two codes asks for
 * the e-mail's first. <b>Failure</b>: anything thrown, and a code outside the promise of {@link #generate}, fails the
 * request as an internal error; nothing is stored. <b>Null</b>: never passed, never to be returned. <b>Repetition</b>:
 * when a transaction is tried again, so is this call; a code that was drawn may remain unused.
 *
 * <p>The codes need not be unique. How long they are valid and how often one may be wrong is configuration, not the
 * generator's business. The default draws 6 upper-case letters and digits uniformly from a secure source (contract, section
 * 12).
 */
public interface CodeGenerator {
    /**
     * The name by which the configuration picks this generator.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Draws a code that nobody can guess.
     *
     * @param purpose what the code is for
     * @return 1 to 20 characters (Unicode code points) without lone surrogates; any character is allowed, but people will
     *     have to type it
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
