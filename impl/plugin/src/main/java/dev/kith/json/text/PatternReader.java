package dev.kith.json.text;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text of a regular expression from left to right: characters, escapes and quantifiers. */
final class PatternReader {
    private static final CodePoints DIGITS = CodePoints.of('0', '9');
    private static final CodePoints WORD =
            CodePoints.where(point -> point < 128 && (point == '_' || Character.isLetterOrDigit(point)));
    /** White space and line terminators of ECMA-262. */
    private static final CodePoints SPACE = CodePoints.where(
            point -> (point >= '\t' && point <= '\r') || point == 0xFEFF || Character.isSpaceChar(point));

    private static final int HIGHEST_COUNT = 100_000_000;

    private final String text;
    private int at;

    PatternReader(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    void jump(int to) {
        at = to;
    }

    boolean more() {
        return at < text.length();
    }

    boolean sees(String what) {
        return text.startsWith(what, at);
    }

    boolean skip(String what) {
        boolean there = sees(what);
        at += there ? what.length() : 0;
        return there;
    }

    /** The next code unit; 0 at the end. */
    char peek() {
        return more() ? text.charAt(at) : '\0';
    }

    int next() {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    /** What is up to an end, which is read as well. */
    String upTo(String end, String what, int start) throws Unfit {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw unfit(what + " is not closed by " + end, start);
        }
        String between = text.substring(at, found);
        at = found + end.length();
        return between;
    }

    Unfit unfit(String what, int offset) {
        return new Unfit("the regular expression cannot be used: " + what + " (offset " + offset + ")");
    }

    /**
     * How often a part is repeated.
     *
     * @param most {@link Integer#MAX_VALUE} for no limit
     */
    record Repeat(int least, int most) {
        boolean isOpen() {
            return most == Integer.MAX_VALUE;
        }

        boolean isExact() {
            return least == most;
        }
    }

    boolean isQuantifier() {
        return more() && ("*+?".indexOf(text.charAt(at)) >= 0 || counted() != null);
    }

    Repeat quantifier() {
        CountedRepeat counted = counted();
        if (counted != null) {
            at = counted.end();
            return counted.repeat();
        }
        return switch (text.charAt(at++)) {
            case '*' -> new Repeat(0, Integer.MAX_VALUE);
            case '+' -> new Repeat(1, Integer.MAX_VALUE);
            default -> new Repeat(0, 1);
        };
    }

    private record CountedRepeat(Repeat repeat, int end) {}

    /** Braces that contain no numbers stand for themselves. */
    private @Nullable CountedRepeat counted() {
        if (!sees("{")) {
            return null;
        }
        int comma = digits(at + 1);
        if (comma == at + 1) {
            return null;
        }
        int least = number(at + 1, comma);
        if (text.startsWith("}", comma)) {
            return new CountedRepeat(new Repeat(least, least), comma + 1);
        }
        int end = text.startsWith(",", comma) ? digits(comma + 1) : -1;
        if (end < 0 || !text.startsWith("}", end)) {
            return null;
        }
        int most = end == comma + 1 ? Integer.MAX_VALUE : number(comma + 1, end);
        return new CountedRepeat(new Repeat(least, most), end + 1);
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Numbers that are too large for any use are all the same. */
    private int number(int from, int to) {
        return to - from > 8 ? HIGHEST_COUNT : Integer.parseInt(text.substring(from, to));
    }

    /** The number of a back-reference, 0 if there is none. */
    int reference() {
        if (!sees("\\") || at + 1 >= text.length() || text.charAt(at + 1) < '1' || text.charAt(at + 1) > '9') {
            return 0;
        }
        int from = at + 1;
        at = digits(from);
        return number(from, at);
    }

    /** An escape that stands for a set of characters, {@code null} if there is none. */
    @Nullable
    CodePoints classEscape(boolean extended) throws Unfit {
        if (!sees("\\") || at + 1 >= text.length()) {
            return null;
        }
        char name = text.charAt(at + 1);
        CodePoints set = switch (name) {
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.inverted();
            case 's' -> SPACE;
            case 'S' -> SPACE.inverted();
            case 'w' -> WORD;
            case 'W' -> WORD.inverted();
            default -> null;
        };
        if (set != null) {
            at += 2;
            return set;
        }
        return name == 'p' || name == 'P' ? property(name == 'P', extended) : null;
    }

    private CodePoints property(boolean inverted, boolean extended) throws Unfit {
        int start = at;
        at += 2;
        String name;
        if (skip("{")) {
            name = upTo("}", "the name of the character property", start);
        } else if (extended && more()) {
            name = Character.toString(next());
        } else {
            throw unfit("the character property has no name in braces", start);
        }
        boolean caret = extended && name.startsWith("^");
        Optional<CodePoints> set = property(caret ? name.substring(1) : name, extended);
        if (set.isEmpty()) {
            throw unfit("the character property is not known", start);
        }
        return inverted == caret ? set.get() : set.get().inverted();
    }

    /** RE2 knows scripts by their bare names. */
    private static Optional<CodePoints> property(String name, boolean extended) {
        int sign = name.indexOf('=');
        if (sign < 0) {
            Optional<CodePoints> known = CharacterProperties.named(name);
            return known.isPresent() || !extended ? known : CharacterProperties.script(name);
        }
        String value = name.substring(sign + 1);
        return switch (name.substring(0, sign)) {
            case "Script", "sc" -> CharacterProperties.script(value);
            case "Script_Extensions", "scx" -> CharacterProperties.scriptExtensions(value);
            case "General_Category", "gc" -> CharacterProperties.category(value);
            default -> Optional.empty();
        };
    }

    /** An escape that stands for one character. */
    int characterEscape(boolean extended) throws Unfit {
        int start = at;
        at++;
        if (!more()) {
            throw unfit("nothing follows the backslash", start);
        }
        int point = next();
        return switch (point) {
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case 'c' -> control(start);
            case 'x' -> extended && sees("{") ? braced(start) : hexadecimal(2, start);
            case 'u' -> sees("{") ? braced(start) : unit(start);
            case '0' -> zero(start);
            case 'Z' -> throw unfit("\\Z is not known; write $", start);
            case 'A' -> throw unfit("\\A is not known here; write ^", start);
            case 'z' -> throw unfit("\\z is not known here; write $", start);
            default -> identity(point, extended, start);
        };
    }

    private int zero(int start) throws Unfit {
        if (digits(at) > at) {
            throw unfit("octal numbers are not known; write \\x and two hexadecimal digits", start);
        }
        return 0;
    }

    private int identity(int point, boolean extended, int start) throws Unfit {
        if (point == 'a' && extended) {
            return 0x07;
        }
        if (point < 128 && Character.isLetterOrDigit(point)) {
            throw unfit("a backslash before " + Character.toString(point) + " has no meaning here", start);
        }
        return point;
    }

    private int control(int start) throws Unfit {
        char letter = peek();
        if (letter >= 128 || !Character.isLetter(letter)) {
            throw unfit("no letter follows \\c", start);
        }
        at++;
        return letter % 32;
    }

    /** Two halves of a pair are one character. */
    private int unit(int start) throws Unfit {
        int first = hexadecimal(4, start);
        if (Character.isHighSurrogate((char) first) && sees("\\u")) {
            int back = at;
            at += 2;
            int second = sees("{") ? 0 : hexadecimal(4, back);
            if (Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
            at = back;
        }
        return first;
    }

    private int hexadecimal(int digits, int start) throws Unfit {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw unfit("there must be " + digits + " hexadecimal digits", start);
            }
            value = value * 16 + digit;
            at++;
        }
        return value;
    }

    private int braced(int start) throws Unfit {
        at++;
        String digits = upTo("}", "the number of the character", start);
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), 16) : -1;
            value = value * 16 + digit;
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                throw unfit("there is no character of this number", start);
            }
        }
        if (digits.isEmpty()) {
            throw unfit("there is no character of this number", start);
        }
        return value;
    }
}
