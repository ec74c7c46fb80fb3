package dev.kith.json.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression as ECMA-262 means it with the flag {@code u}, and writes it for the engine, which has another
 * syntax and other ideas of lines, spaces and characters. JSON Schema asks for that reading.
 *
 * <p>Where ECMA-262 knows no meaning, more is understood: what it allowed before the flag ({@code \-}, a lone brace), the set
 * notation of its flag {@code v}, and what RE2 and Perl know ({@code (?i)}, {@code \A}, {@code \pL}). What cannot be found in
 * linear time (look-around, back-references) is refused.
 *
 * <p>The compiled size is measured here, before the engine compiles anything, since its compiler does not guard against
 * nested repeats: {@code ((a{100}){100}){100}} has twenty characters and a million instructions.
 */
final class EcmaPattern {
    /** How many instructions one expression may have. */
    static final int MOST_INSTRUCTIONS = 20_000;

    /** How many characters the classes of an expression may have where case is ignored; the engine visits each. */
    static final int MOST_FOLDED = 500_000;

    /** How deeply groups and classes may be nested. */
    static final int MOST_NESTED = 200;

    /** How often the engine can repeat a part. */
    private static final int MOST_REPEATS = 1_000;
    /** How long the written expression may be, since every named set of characters is written out. */
    private static final int LONGEST_WRITTEN = 512 * 1024;

    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";

    /** How brackets are read. */
    private enum Brackets {
        /** As with the flag u. */
        PLAIN,
        /** As with the flag v: sets may stand in sets. */
        SETS,
        /** As RE2 reads them: a closing one may stand for itself. */
        LOOSE
    }

    private final String text;
    private final Brackets brackets;
    /** Whether the text is only to be checked: then what ECMA-262 does not know is refused, and nothing else. */
    private final boolean checking;

    private final PatternReader reader;
    private final Set<String> groupNames = new HashSet<>();
    private final List<String> namedReferences = new ArrayList<>();
    private int groups;
    private int highestReference;
    private int depth;
    private int folded;
    private boolean ignoresCase;
    private boolean everyLine;
    private boolean dotMeansAll;

    private EcmaPattern(String text, Brackets brackets, boolean checking) {
        this.text = text;
        this.brackets = brackets;
        this.checking = checking;
        this.reader = new PatternReader(text);
    }

    /** The same expression in the syntax of the engine. */
    static String translate(String text) throws Unfit {
        try {
            return new EcmaPattern(text, Brackets.PLAIN, false).read();
        } catch (Unfit e) {
            if (text.indexOf(']') < 0) {
                throw e;
            }
            String other = orNull(text, Brackets.SETS);
            other = other == null ? orNull(text, Brackets.LOOSE) : other;
            if (other == null) {
                throw e;
            }
            return other;
        }
    }

    private static @Nullable String orNull(String text, Brackets brackets) {
        try {
            return new EcmaPattern(text, brackets, false).read();
        } catch (Unfit e) {
            return null;
        }
    }

    /** Whether a text is a regular expression of ECMA-262, even one that cannot be translated. */
    static boolean isValid(String text) {
        for (Brackets brackets : List.of(Brackets.PLAIN, Brackets.SETS)) {
            try {
                new EcmaPattern(text, brackets, true).read();
                return true;
            } catch (Unfit e) {
                // The other reading may do.
            }
        }
        return false;
    }

    private String read() throws Unfit {
        Piece whole = alternatives();
        if (reader.more()) {
            throw reader.unfit("the ) closes nothing", reader.at());
        }
        if (highestReference > groups || !groupNames.containsAll(namedReferences)) {
            throw reader.unfit("a back-reference names a group that does not exist", 0);
        }
        return whole.written;
    }

    /** A part of the expression, written for the engine, and how many instructions it has at most. */
    private record Piece(String written, long size) {}

    private Piece piece(String written, long size) throws Unfit {
        if (!checking && (size > MOST_INSTRUCTIONS || written.length() > LONGEST_WRITTEN)) {
            throw new Unfit("the regular expression is too large when compiled");
        }
        return new Piece(written, size);
    }

    /** Up to the end, or to the parenthesis that closes the group. */
    private Piece alternatives() throws Unfit {
        StringBuilder written = new StringBuilder();
        long size = 1;
        while (true) {
            Piece sequence = sequence();
            written.append(sequence.written);
            size += sequence.size + 1;
            if (!reader.skip("|")) {
                return piece(written.toString(), size);
            }
            written.append('|');
        }
    }

    private Piece sequence() throws Unfit {
        StringBuilder written = new StringBuilder();
        long size = 0;
        while (reader.more() && !reader.sees("|") && !reader.sees(")")) {
            Piece term = term();
            written.append(term.written);
            size += term.size;
            piece("", size + (written.length() > LONGEST_WRITTEN ? MOST_INSTRUCTIONS : 0));
        }
        return piece(written.toString(), size);
    }

    private Piece term() throws Unfit {
        int start = reader.at();
        Piece assertion = assertion();
        if (assertion != null) {
            if (reader.isQuantifier()) {
                throw reader.unfit("there is nothing to repeat", reader.at());
            }
            return assertion;
        }
        if (reader.isQuantifier()) {
            throw reader.unfit("there is nothing to repeat", start);
        }
        Piece atom = atom();
        return reader.isQuantifier() ? repeated(atom) : atom;
    }

    private @Nullable Piece assertion() throws Unfit {
        if (reader.skip("^")) {
            return piece(everyLine ? "(?m:^)" : "\\A", 1);
        }
        if (reader.skip("$")) {
            return piece(everyLine ? "(?m:$)" : "\\z", 1);
        }
        for (String boundary : List.of("\\b", "\\B")) {
            if (reader.skip(boundary)) {
                return piece(boundary, 1);
            }
        }
        if (!checking && reader.skip("\\A")) {
            return piece("\\A", 1);
        }
        if (!checking && reader.skip("\\z")) {
            return piece("\\z", 1);
        }
        return lookAround();
    }

    private @Nullable Piece lookAround() throws Unfit {
        int start = reader.at();
        for (String opening : List.of("(?=", "(?!", "(?<=", "(?<!")) {
            if (reader.skip(opening)) {
                if (!checking) {
                    String kind = opening.contains("<") ? "look-behind " : "look-ahead ";
                    String remedy = opening.endsWith("!")
                            ? "put what must not fit into \"not\" with a \"pattern\" of its own"
                            : "put it into \"allOf\" with a \"pattern\" of its own";
                    throw reader.unfit("the " + kind + opening + " is not possible in linear time; " + remedy, start);
                }
                return inner(start);
            }
        }
        return null;
    }

    private Piece atom() throws Unfit {
        int start = reader.at();
        if (reader.skip("(")) {
            return group(start);
        }
        if (reader.skip("[")) {
            return characterClass(start);
        }
        if (reader.skip(".")) {
            return piece(dotMeansAll ? CodePoints.ALL.written(false) : "[^" + LINE_ENDS + "]", 1);
        }
        if (reader.sees("\\")) {
            return escape();
        }
        if (reader.sees("]") && brackets != Brackets.LOOSE) {
            throw reader.unfit("the ] closes nothing", start);
        }
        return literal(reader.next());
    }

    private Piece literal(int point) throws Unfit {
        String written = CodePoints.written(point);
        return piece(ignoresCase ? "(?i:" + written + ")" : written, 1);
    }

    private Piece set(CodePoints set, boolean inverted) throws Unfit {
        String written = set.written(inverted);
        if (!ignoresCase) {
            return piece(written, 1);
        }
        folded += set.count();
        if (folded > MOST_FOLDED && !checking) {
            throw new Unfit("the regular expression ignores case in classes of more than " + MOST_FOLDED
                    + " characters in total");
        }
        return piece("(?i:" + written + ")", 1);
    }

    private Piece group(int start) throws Unfit {
        boolean ignoredCase = ignoresCase;
        boolean atEveryLine = everyLine;
        boolean dotMeantAll = dotMeansAll;
        if (reader.skip("?<") || (!checking && reader.skip("?P<"))) {
            String name = reader.upTo(">", "the name of the group", start);
            if (!isName(name)) {
                throw reader.unfit("the name of the group is not one", start);
            }
            groupNames.add(name);
            groups++;
        } else if (reader.skip("?")) {
            if (flags(start)) {
                return piece("", 1);
            }
        } else {
            groups++;
        }
        Piece inner = inner(start);
        ignoresCase = ignoredCase;
        everyLine = atEveryLine;
        dotMeansAll = dotMeantAll;
        return inner;
    }

    private Piece inner(int start) throws Unfit {
        if (++depth > MOST_NESTED) {
            throw new Unfit("the regular expression has groups or classes in more than " + MOST_NESTED + " levels");
        }
        Piece inner = alternatives();
        if (!reader.skip(")")) {
            throw reader.unfit("the ( is not closed", start);
        }
        depth--;
        return piece("(?:" + inner.written + ")", inner.size);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && (Character.isUnicodeIdentifierStart(name.codePointAt(0)) || "$_".indexOf(name.charAt(0)) >= 0)
                && name.codePoints().allMatch(point -> Character.isUnicodeIdentifierPart(point) || point == '$');
    }

    /** Reads flags up to a colon, or to the parenthesis where they hold for the rest of the group; says whether that is so. */
    private boolean flags(int start) throws Unfit {
        boolean on = true;
        while (true) {
            if (reader.skip(":")) {
                return false;
            }
            if (!checking && reader.skip(")")) {
                return true;
            }
            if (reader.skip("i")) {
                ignoresCase = on;
            } else if (reader.skip("m")) {
                everyLine = on;
            } else if (reader.skip("s")) {
                dotMeansAll = on;
            } else if (on && reader.skip("-")) {
                on = false;
            } else if (checking || !reader.skip("U")) {
                throw reader.unfit("this kind of group is not known", start);
            }
        }
    }

    private Piece repeated(Piece atom) throws Unfit {
        int start = reader.at();
        PatternReader.Repeat repeat = reader.quantifier();
        reader.skip("?");
        if (reader.isQuantifier()) {
            throw reader.unfit("there is nothing to repeat", reader.at());
        }
        if (repeat.most() < repeat.least()) {
            throw reader.unfit("the numbers in braces are in the wrong order", start);
        }
        String once = "(?:" + atom.written + ")";
        if (checking) {
            return piece(once, 1);
        }
        long copies = repeat.isOpen() ? repeat.least() + 1L : repeat.most();
        long size = piece("", Math.max(1, copies) * (atom.size + (repeat.isExact() ? 0 : 1))).size;
        if (repeat.isOpen() && repeat.least() <= 1) {
            return piece(once + (repeat.least() == 0 ? "*" : "+"), size);
        }
        StringBuilder written = new StringBuilder();
        for (int rest = repeat.least(); rest > 0; rest -= MOST_REPEATS) {
            written.append(once)
                    .append('{')
                    .append(Math.min(rest, MOST_REPEATS))
                    .append('}');
        }
        if (repeat.isOpen()) {
            written.append(once).append('*');
        } else {
            for (int rest = repeat.most() - repeat.least(); rest > 0; rest -= MOST_REPEATS) {
                written.append(once)
                        .append("{0,")
                        .append(Math.min(rest, MOST_REPEATS))
                        .append('}');
            }
        }
        return piece("(?:" + written + ")", size);
    }

    private Piece escape() throws Unfit {
        int start = reader.at();
        if (!checking && reader.skip("\\Q")) {
            return quoted();
        }
        CodePoints set = reader.classEscape(!checking);
        if (set != null) {
            return set(set, false);
        }
        if (reader.skip("\\k<")) {
            namedReferences.add(reader.upTo(">", "the name of the group", start));
            return backReference(start);
        }
        int number = reader.reference();
        if (number > 0) {
            highestReference = Math.max(highestReference, number);
            return backReference(start);
        }
        return literal(reader.characterEscape(!checking));
    }

    private Piece backReference(int start) throws Unfit {
        if (!checking) {
            throw reader.unfit(
                    "the back-reference is not possible in linear time; write out what may stand there, or list the"
                            + " texts that fit in \"enum\"",
                    start);
        }
        return piece("", 1);
    }

    /** Perl's quotation; without its end it reaches to the end of the text. */
    private Piece quoted() throws Unfit {
        int start = reader.at();
        int end = text.indexOf("\\E", start);
        String content = text.substring(start, end < 0 ? text.length() : end);
        reader.jump(end < 0 ? text.length() : end + 2);
        StringBuilder written = new StringBuilder();
        for (int point : content.codePoints().toArray()) {
            written.append(literal(point).written);
        }
        return piece("(?:" + written + ")", 1L + content.length());
    }

    private Piece characterClass(int start) throws Unfit {
        boolean inverted = reader.skip("^");
        CharacterClass read = new CharacterClass(reader, brackets == Brackets.SETS, !checking, MOST_NESTED - depth);
        CodePoints set = read.upToEnd(start, brackets == Brackets.LOOSE);
        return set(set, inverted);
    }
}
