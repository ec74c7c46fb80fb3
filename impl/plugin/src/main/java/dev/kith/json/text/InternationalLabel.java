package dev.kith.json.text;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Set;

/**
 * Labels of international host names as IDNA2008 allows them: the characters of RFC 5892 with its rules for some of them, and
 * the rule of RFC 5893 for scripts that are written from right to left.
 */
final class InternationalLabel {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int MIDDLE_DOT = 0xB7;
    private static final int KERAIA = 0x375;
    private static final int GERESH = 0x5F3;
    private static final int GERSHAYIM = 0x5F4;
    private static final int KATAKANA_DOT = 0x30FB;

    /** Allowed whatever their properties say (RFC 5892, section 2.6). */
    private static final Set<Integer> ALLOWED = Set.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007);
    /** Not allowed whatever their properties say. */
    private static final Set<Integer> REFUSED =
            Set.of(0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);
    /** Virama signs, after which joiners have a meaning. */
    private static final Set<Integer> VIRAMAS = Set.of(
            0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84,
            0x1039, 0x103A, 0x1714, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806,
            0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED);

    private static final Set<UnicodeBlock> OLD_HANGUL =
            Set.of(UnicodeBlock.HANGUL_JAMO, UnicodeBlock.HANGUL_JAMO_EXTENDED_A, UnicodeBlock.HANGUL_JAMO_EXTENDED_B);
    private static final Set<UnicodeBlock> MUSICAL = Set.of(
            UnicodeBlock.COMBINING_MARKS_FOR_SYMBOLS,
            UnicodeBlock.MUSICAL_SYMBOLS,
            UnicodeBlock.ANCIENT_GREEK_MUSICAL_NOTATION);

    private final int[] points;

    private InternationalLabel(String label) {
        this.points = label.codePoints().toArray();
    }

    /** Whether a label is valid in its own script. */
    static boolean isValid(String label) {
        return !label.isEmpty()
                && !label.startsWith("-")
                && !label.endsWith("-")
                && !label.startsWith("--", 2)
                && Normalizer.isNormalized(label, Form.NFC)
                && new InternationalLabel(label).isValid();
    }

    private boolean isValid() {
        if (isMark(points[0])) {
            return false;
        }
        for (int i = 0; i < points.length; i++) {
            if (!isAllowedAt(i)) {
                return false;
            }
        }
        return isOfOneDirection();
    }

    private boolean isAllowedAt(int i) {
        int point = points[i];
        return switch (point) {
            case NON_JOINER -> isAfterVirama(i) || joins(i);
            case JOINER -> isAfterVirama(i);
            case MIDDLE_DOT -> i > 0 && i + 1 < points.length && points[i - 1] == 'l' && points[i + 1] == 'l';
            case KERAIA -> i + 1 < points.length && UnicodeScript.of(points[i + 1]) == UnicodeScript.GREEK;
            case GERESH, GERSHAYIM -> i > 0 && UnicodeScript.of(points[i - 1]) == UnicodeScript.HEBREW;
            case KATAKANA_DOT -> hasJapanese();
            default -> isDigitOfOneKind(point) && isAllowed(point);
        };
    }

    private boolean isAfterVirama(int i) {
        return i > 0 && VIRAMAS.contains(points[i - 1]);
    }

    /** Between letters of Arabic and its relatives, which join; the JDK does not know how each of them does. */
    private boolean joins(int i) {
        return i > 0 && i + 1 < points.length && isJoining(points[i - 1]) && isJoining(points[i + 1]);
    }

    private static boolean isJoining(int point) {
        return Character.getDirectionality(point) == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private boolean hasJapanese() {
        for (int point : points) {
            UnicodeScript script = UnicodeScript.of(point);
            if (script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA || script == UnicodeScript.HAN) {
                return true;
            }
        }
        return false;
    }

    /** Arabic digits of both kinds do not stand in one label. */
    private boolean isDigitOfOneKind(int point) {
        boolean western = point >= 0x660 && point <= 0x669;
        boolean eastern = point >= 0x6F0 && point <= 0x6F9;
        for (int other : points) {
            if ((western && other >= 0x6F0 && other <= 0x6F9) || (eastern && other >= 0x660 && other <= 0x669)) {
                return false;
            }
        }
        return true;
    }

    /** The derived property of RFC 5892, section 3. */
    private static boolean isAllowed(int point) {
        if (ALLOWED.contains(point)) {
            return true;
        }
        if (REFUSED.contains(point) || !Character.isDefined(point)) {
            return false;
        }
        if (point < 128) {
            return point == '-' || (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z');
        }
        UnicodeBlock block = UnicodeBlock.of(point);
        return isStable(point)
                && !Character.isIdentifierIgnorable(point)
                && !OLD_HANGUL.contains(block)
                && !MUSICAL.contains(block)
                && isLetterOrDigit(point);
    }

    private static boolean isStable(int point) {
        String single = Character.toString(point);
        String folded = Normalizer.normalize(single, Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Form.NFKC).equals(single);
    }

    private static boolean isLetterOrDigit(int point) {
        return switch (Character.getType(point)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** A label with a letter from right to left begins and ends with such letters, or digits, and has no others. */
    private boolean isOfOneDirection() {
        boolean leftward = false;
        for (int point : points) {
            leftward |= isLeftward(point);
        }
        return !leftward || (isLeftward(points[0]) && isLeftwardThroughout());
    }

    private boolean isLeftwardThroughout() {
        byte end = 0;
        boolean european = false;
        boolean arabic = false;
        for (int point : points) {
            byte direction = Character.getDirectionality(point);
            european |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            arabic |= direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            if (direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
                return false;
            }
            end = direction == Character.DIRECTIONALITY_NONSPACING_MARK ? end : direction;
        }
        return !(european && arabic)
                && (end == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || end == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                        || end == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                        || end == Character.DIRECTIONALITY_ARABIC_NUMBER);
    }

    private static boolean isLeftward(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
