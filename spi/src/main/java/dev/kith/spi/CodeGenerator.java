package dev.kith.spi;

/**
 * Generates the codes that people enter to prove that an e-mail address or phone number is theirs.
 *
 * <p><b>Called</b> by the domain service: {@link #generate} once for each code that is issued, inside the transaction that
 * stores it; {@link #canonical} for each code that is issued and for each that somebody has typed. <b>Thread</b>: the
 * request thread; it must answer fast and must not wait for anything. <b>How often</b>: one instance serves all calls,
 * several at a time. <b>Order</b>: none between calls; a request that issues two codes asks for the one of the e-mail
 * first. <b>Failure</b>: if it throws, or returns what breaks the promise of {@link #generate} or {@link #canonical}, the
 * request fails with an internal error; no code is stored and none is redeemed. <b>Null</b>: never passed, must not be
 * returned. <b>Repetition</b>: when a transaction is retried, so is this call; a generated code may remain unused.
 *
 * <p>Codes need not be unique. Their lifetime and the number of wrong attempts are configured, and no concern of the
 * generator. The default draws 6 upper-case letters and digits that are not easily confused, uniformly from a secure source
 * (contract, section 12).
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

    /**
     * Brings a code to the form in which it is compared (contract, ruling R71): of each code that is issued, and of what
     * somebody has typed, this form alone is hashed. So two texts with the same form are the same code, and a generator must
     * not have so few forms that codes can be guessed. The default leaves out white space (the Unicode property White_Space,
     * U+200B and U+FEFF) and dashes (category Pd) and changes nothing else. Who replaces it decides about all of that, and
     * builds on it with {@code CodeGenerator.super.canonical(text)}.
     *
     * @param text a code that {@link #generate} has returned, or any text that was typed: from anybody, of any characters,
     *     usually of 1 to 20
     * @return the form, always the same for the same text, and the form of itself; not empty for a code that was generated,
     *     and empty for a typed text that can be no code, which is then wrong and does not count as a try
     */
    default String canonical(String text) {
        StringBuilder form = new StringBuilder(text.length());
        text.codePoints().filter(character -> !isSeparator(character)).forEach(form::appendCodePoint);
        return form.toString();
    }

    private static boolean isSeparator(int character) {
        return switch (character) {
            case '\t', '\n', 0x0B, '\f', '\r', 0x85, 0x200B, 0xFEFF -> true;
            default -> Character.isSpaceChar(character) || Character.getType(character) == Character.DASH_PUNCTUATION;
        };
    }

    /** What a code is for. */
    enum Purpose {
        /** To prove an e-mail address. */
        VERIFY_EMAIL,
        /** To prove a phone number. */
        VERIFY_PHONE
    }
}
