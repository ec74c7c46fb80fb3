package dev.kith.delivery.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of users: the one part of a message that strangers can write. */
final class PersonName {
    private static final int MOST_CHARACTERS = 100;

    /** A dot within a word, followed by what could be a top-level domain; initials do not match. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}][.\u3002\uFF0E\uFF61]\\p{L}{2}");

    private PersonName() {}

    /**
     * Returns a name as one line of visible characters: no control characters, no characters that change the direction of the
     * text or have no width. Empty for a name that mail programs would turn into a link.
     */
    static Optional<String> inert(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        String visible = visible(given);
        return visible.isEmpty() || looksLikeALink(visible) ? Optional.empty() : Optional.of(cut(visible));
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

    private static boolean looksLikeALink(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("://")
                || lower.contains("www.")
                || HOST.matcher(name).find();
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= MOST_CHARACTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS)).strip();
    }
}
