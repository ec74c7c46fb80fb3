package dev.kith.json.text;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The character properties of {@code \p{...}}, by the names that ECMA-262 gives them, with the characters of the Unicode
 * version of the JDK. Each is computed once. Thread-safe.
 */
final class CharacterProperties {
    /** The short name of a general category or of a group of them, then its other names. */
    private static final List<String> CATEGORIES = List.of(
            "L Letter",
            "LC Cased_Letter",
            "Lu Uppercase_Letter",
            "Ll Lowercase_Letter",
            "Lt Titlecase_Letter",
            "Lm Modifier_Letter",
            "Lo Other_Letter",
            "M Mark Combining_Mark",
            "Mn Nonspacing_Mark",
            "Mc Spacing_Mark",
            "Me Enclosing_Mark",
            "N Number",
            "Nd Decimal_Number digit",
            "Nl Letter_Number",
            "No Other_Number",
            "P Punctuation punct",
            "Pc Connector_Punctuation",
            "Pd Dash_Punctuation",
            "Ps Open_Punctuation",
            "Pe Close_Punctuation",
            "Pi Initial_Punctuation",
            "Pf Final_Punctuation",
            "Po Other_Punctuation",
            "S Symbol",
            "Sm Math_Symbol",
            "Sc Currency_Symbol",
            "Sk Modifier_Symbol",
            "So Other_Symbol",
            "Z Separator",
            "Zs Space_Separator",
            "Zl Line_Separator",
            "Zp Paragraph_Separator",
            "C Other",
            "Cc Control cntrl",
            "Cf Format",
            "Cs Surrogate",
            "Co Private_Use",
            "Cn Unassigned");

    private static final Map<String, String> SHORT_NAMES = shortNames();

    private static final Map<Integer, String> BY_TYPE = Map.ofEntries(
            Map.entry((int) Character.UPPERCASE_LETTER, "Lu"),
            Map.entry((int) Character.LOWERCASE_LETTER, "Ll"),
            Map.entry((int) Character.TITLECASE_LETTER, "Lt"),
            Map.entry((int) Character.MODIFIER_LETTER, "Lm"),
            Map.entry((int) Character.OTHER_LETTER, "Lo"),
            Map.entry((int) Character.NON_SPACING_MARK, "Mn"),
            Map.entry((int) Character.COMBINING_SPACING_MARK, "Mc"),
            Map.entry((int) Character.ENCLOSING_MARK, "Me"),
            Map.entry((int) Character.DECIMAL_DIGIT_NUMBER, "Nd"),
            Map.entry((int) Character.LETTER_NUMBER, "Nl"),
            Map.entry((int) Character.OTHER_NUMBER, "No"),
            Map.entry((int) Character.CONNECTOR_PUNCTUATION, "Pc"),
            Map.entry((int) Character.DASH_PUNCTUATION, "Pd"),
            Map.entry((int) Character.START_PUNCTUATION, "Ps"),
            Map.entry((int) Character.END_PUNCTUATION, "Pe"),
            Map.entry((int) Character.INITIAL_QUOTE_PUNCTUATION, "Pi"),
            Map.entry((int) Character.FINAL_QUOTE_PUNCTUATION, "Pf"),
            Map.entry((int) Character.OTHER_PUNCTUATION, "Po"),
            Map.entry((int) Character.MATH_SYMBOL, "Sm"),
            Map.entry((int) Character.CURRENCY_SYMBOL, "Sc"),
            Map.entry((int) Character.MODIFIER_SYMBOL, "Sk"),
            Map.entry((int) Character.OTHER_SYMBOL, "So"),
            Map.entry((int) Character.SPACE_SEPARATOR, "Zs"),
            Map.entry((int) Character.LINE_SEPARATOR, "Zl"),
            Map.entry((int) Character.PARAGRAPH_SEPARATOR, "Zp"),
            Map.entry((int) Character.CONTROL, "Cc"),
            Map.entry((int) Character.FORMAT, "Cf"),
            Map.entry((int) Character.SURROGATE, "Cs"),
            Map.entry((int) Character.PRIVATE_USE, "Co"),
            Map.entry((int) Character.UNASSIGNED, "Cn"));

    private static final Map<String, IntPredicate> BINARY = Map.ofEntries(
            Map.entry("Any", point -> true),
            Map.entry("ASCII", point -> point < 128),
            Map.entry("Assigned", Character::isDefined),
            Map.entry("Alphabetic", Character::isAlphabetic),
            Map.entry("Alpha", Character::isAlphabetic),
            Map.entry("Ideographic", Character::isIdeographic),
            Map.entry("Ideo", Character::isIdeographic),
            Map.entry("Uppercase", Character::isUpperCase),
            Map.entry("Upper", Character::isUpperCase),
            Map.entry("Lowercase", Character::isLowerCase),
            Map.entry("Lower", Character::isLowerCase),
            Map.entry("White_Space", CharacterProperties::isWhiteSpace),
            Map.entry("space", CharacterProperties::isWhiteSpace),
            Map.entry("ASCII_Hex_Digit", CharacterProperties::isHexadecimal),
            Map.entry("AHex", CharacterProperties::isHexadecimal),
            Map.entry("ID_Start", Character::isUnicodeIdentifierStart),
            Map.entry("IDS", Character::isUnicodeIdentifierStart),
            Map.entry("ID_Continue", CharacterProperties::continuesIdentifier),
            Map.entry("IDC", CharacterProperties::continuesIdentifier));

    /** Properties that the regular expressions of the JDK know from version 21 on. */
    private static final Map<String, String> EMOJI = Map.ofEntries(
            Map.entry("Emoji", "IsEmoji"),
            Map.entry("Emoji_Presentation", "IsEmoji_Presentation"),
            Map.entry("EPres", "IsEmoji_Presentation"),
            Map.entry("Emoji_Modifier", "IsEmoji_Modifier"),
            Map.entry("EMod", "IsEmoji_Modifier"),
            Map.entry("Emoji_Modifier_Base", "IsEmoji_Modifier_Base"),
            Map.entry("EBase", "IsEmoji_Modifier_Base"),
            Map.entry("Emoji_Component", "IsEmoji_Component"),
            Map.entry("EComp", "IsEmoji_Component"),
            Map.entry("Extended_Pictographic", "IsExtended_Pictographic"),
            Map.entry("ExtPict", "IsExtended_Pictographic"));

    private static final boolean KNOWS_EMOJI = Runtime.version().feature() >= 21;

    private static final ConcurrentMap<String, CodePoints> KNOWN = new ConcurrentHashMap<>();

    private CharacterProperties() {}

    /** What {@code \p{name}} means; empty where the name is not known. */
    static Optional<CodePoints> named(String name) {
        Optional<CodePoints> category = category(name);
        if (category.isPresent()) {
            return category;
        }
        IntPredicate binary = BINARY.get(name);
        if (binary != null) {
            return Optional.of(KNOWN.computeIfAbsent(name, any -> CodePoints.where(binary)));
        }
        String emoji = EMOJI.get(name);
        return emoji == null || !KNOWS_EMOJI
                ? Optional.empty()
                : Optional.of(KNOWN.computeIfAbsent(emoji, CharacterProperties::found));
    }

    /** What {@code \p{General_Category=name}} means. */
    static Optional<CodePoints> category(String name) {
        return Optional.ofNullable(SHORT_NAMES.get(name))
                .map(code -> KNOWN.computeIfAbsent("gc=" + code, any -> CodePoints.where(ofCategory(code))));
    }

    /** What {@code \p{Script=name}} means. */
    static Optional<CodePoints> script(String name) {
        try {
            UnicodeScript script = UnicodeScript.forName(name.toUpperCase(Locale.ROOT));
            return Optional.of(KNOWN.computeIfAbsent(
                    "sc=" + script, any -> CodePoints.where(point -> UnicodeScript.of(point) == script)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What {@code \p{Script_Extensions=name}} means. */
    static Optional<CodePoints> scriptExtensions(String name) {
        return script(name)
                .map(own -> CodePoints.union(
                        List.of(own, ScriptExtensions.of(UnicodeScript.forName(name.toUpperCase(Locale.ROOT))))));
    }

    private static Map<String, String> shortNames() {
        Map<String, String> all = new HashMap<>();
        for (String names : CATEGORIES) {
            String[] each = names.split(" ");
            for (String name : each) {
                all.put(name, each[0]);
            }
        }
        return all;
    }

    /** A group has one letter, and its members begin with it; but for that of the letters with case. */
    private static IntPredicate ofCategory(String code) {
        Predicate<String> fits =
                code.equals("LC") ? List.of("Lu", "Ll", "Lt")::contains : member -> member.startsWith(code);
        return point -> fits.test(BY_TYPE.getOrDefault(Character.getType(point), "Cn"));
    }

    private static boolean isWhiteSpace(int point) {
        return Character.isSpaceChar(point) || (point >= '\t' && point <= '\r') || point == 0x85;
    }

    private static boolean isHexadecimal(int point) {
        return point < 128 && Character.digit(point, 16) >= 0;
    }

    private static boolean continuesIdentifier(int point) {
        return Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point);
    }

    private static CodePoints found(String property) {
        Predicate<String> fits = Pattern.compile("\\p{" + property + "}").asMatchPredicate();
        return CodePoints.where(point -> fits.test(Character.toString(point)));
    }
}
