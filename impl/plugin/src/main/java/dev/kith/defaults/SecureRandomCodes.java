package dev.kith.defaults;

import dev.kith.spi.CodeGenerator;
import java.util.random.RandomGenerator;

/**
 * Draws every character of a code uniformly from an alphabet: random bytes that would favour the alphabet's first
 * characters are discarded (contract, section 12). What people type may differ in what the alphabet does not distinguish
 * (contract, ruling R71). Safe for several threads if its source is.
 */
public final class SecureRandomCodes implements CodeGenerator {
    /** Upper-case letters and digits. */
    public static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** Upper-case letters and digits without those that are easily confused: 0 and O, 1, I and L. */
    public static final String UNAMBIGUOUS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final int BYTE_VALUES = 256;
    private static final int LONGEST = 20;

    private final RandomGenerator random;
    private final int[] alphabet;
    private final int length;
    private final int fair;
    private final boolean distinguishesCase;
    private final boolean hasDashes;

    /**
     * A generator.
     *
     * @param random the source of randomness; must be secure and safe for several threads
     * @param alphabet 2 to 256 different visible characters
     * @param length how many characters a code has, 1 to 20
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    public SecureRandomCodes(RandomGenerator random, String alphabet, int length) {
        this.random = random;
        this.alphabet = alphabet.codePoints().toArray();
        this.length = length;
        this.fair = BYTE_VALUES - BYTE_VALUES % Math.max(1, this.alphabet.length);
        this.distinguishesCase = alphabet.codePoints().anyMatch(Character::isLowerCase);
        this.hasDashes =
                alphabet.codePoints().anyMatch(character -> Character.getType(character) == Character.DASH_PUNCTUATION);
        require(length >= 1 && length <= LONGEST, "a code has 1 to " + LONGEST + " characters, not " + length);
        require(
                this.alphabet.length >= 2 && this.alphabet.length <= BYTE_VALUES,
                "the alphabet of codes has 2 to " + BYTE_VALUES + " characters, not " + this.alphabet.length);
        require(
                alphabet.codePoints().distinct().count() == this.alphabet.length,
                "the alphabet of codes has a character twice");
        require(
                alphabet.codePoints().allMatch(SecureRandomCodes::visible),
                "the alphabet of codes has a blank or an invisible character");
    }

    @Override
    public String name() {
        return "secure-random";
    }

    @Override
    public String generate(Purpose purpose) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < length; i++) {
            code.appendCodePoint(alphabet[drawn()]);
        }
        return code.toString();
    }

    /** In upper case unless the alphabet has lower case; without dashes unless it has some. */
    @Override
    public String canonical(String text) {
        StringBuilder form = new StringBuilder(text.length());
        text.codePoints()
                .filter(character -> !isLeftOut(character))
                .map(character -> distinguishesCase ? character : upper(character))
                .forEach(form::appendCodePoint);
        return form.toString();
    }

    private boolean isLeftOut(int character) {
        boolean dash = Character.getType(character) == Character.DASH_PUNCTUATION;
        return !(dash && hasDashes)
                && CodeGenerator.super.canonical(Character.toString(character)).isEmpty();
    }

    private static int upper(int character) {
        return character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character;
    }

    private int drawn() {
        byte[] one = new byte[1];
        int value;
        do {
            random.nextBytes(one);
            value = Byte.toUnsignedInt(one[0]);
        } while (value >= fair);
        return value % alphabet.length;
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void require(boolean fulfilled, String sentence) {
        if (!fulfilled) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
