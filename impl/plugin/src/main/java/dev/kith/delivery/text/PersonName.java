package dev.kith.delivery.text;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of users: the one part of a message that strangers can write, to an address that need not be theirs (contract,
 * ruling R65). Chosen ids are the same.
 */
final class PersonName {
    private static final int MOST_CHARACTERS = 40;
    private static final int SHOWN_OF_AN_ID = 2;

    /** What a link has and a name has not, also in the forms that only look like it. */
    private static final Pattern SIGN = Pattern.compile("[/@:\u2044\u2215\u29F8\u2236\uA789]");

    /** A dot between two letters, each with its marks, or before what could be a top-level domain. */
    private static final Pattern HOST = Pattern.compile(
            "[\\p{L}\\p{M}][.\u3002\uA4F8]\\p{M}*\\p{L}|\\p{N}\\p{M}*[.\u3002\uA4F8]\\p{M}*\\p{L}\\p{M}*\\p{L}");

    private PersonName() {}

    /**
     * Returns a name as one line of visible characters: no control characters, no characters that change the direction of the
     * text or have no width, not too many. Empty for a name that could become a link.
     */
    static Optional<String> inert(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        String visible = visible(given);
        return Optional.of(visible)
                .filter(name -> !looksLikeALink(name))
                .map(PersonName::cut)
                .filter(name -> !name.isEmpty());
    }

    /** Returns an id as it can be shown: of one that is too long or could become a link only the beginning. */
    static String inertId(String id) {
        String visible = visible(id);
        if (looksLikeALink(visible)) {
            return visible.codePoints()
                            .limit(SHOWN_OF_AN_ID)
                            .filter(Character::isLetterOrDigit)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    + "***";
        }
        String cut = cut(visible);
        return cut.equals(visible) ? visible : cut + "***";
    }

    /** Returns a text as one line of visible characters. */
    static String visible(String text) {
        return text.codePoints()
                .filter(character -> Character.getType(character) != Character.FORMAT)
                .map(PersonName::blankIfInvisible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip()
                .replaceAll(" {2,}", " ");
    }

    private static int blankIfInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> ' ';
            default -> character;
        };
    }

    /** Full-width and other compatible forms count as what they stand for: mail programs and people read them alike. */
    private static boolean looksLikeALink(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return SIGN.matcher(plain).find() || HOST.matcher(plain).find();
    }

    /** Before a character that would have to be torn apart. */
    private static String cut(String name) {
        if (name.codePointCount(0, name.length()) <= MOST_CHARACTERS) {
            return name;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(name);
        int end = characters.preceding(name.offsetByCodePoints(0, MOST_CHARACTERS) + 1);
        return name.substring(0, end).strip();
    }
}
