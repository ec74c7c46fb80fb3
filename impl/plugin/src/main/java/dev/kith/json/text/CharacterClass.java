package dev.kith.json.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands between brackets. */
final class CharacterClass {
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alnum", "0-9A-Za-z"),
            Map.entry("alpha", "A-Za-z"),
            Map.entry("ascii", "\\x00-\\x7F"),
            Map.entry("blank", "\\t "),
            Map.entry("cntrl", "\\x00-\\x1F\\x7F"),
            Map.entry("digit", "0-9"),
            Map.entry("graph", "!-~"),
            Map.entry("lower", "a-z"),
            Map.entry("print", " -~"),
            Map.entry("punct", "!-\\/:-@\\[-`{-~"),
            Map.entry("space", "\\t\\n\\v\\f\\r "),
            Map.entry("upper", "A-Z"),
            Map.entry("word", "0-9A-Za-z_"),
            Map.entry("xdigit", "0-9A-Fa-f"));

    private final PatternReader reader;
    private final boolean sets;
    private final boolean extended;
    private final int mostNested;

    /**
     * Creates a reader of classes.
     *
     * @param sets whether classes may stand in classes, as with ECMA-262's flag v
     * @param extended whether what only RE2 knows is understood
     * @param mostNested how deeply classes may be nested
     */
    CharacterClass(PatternReader reader, boolean sets, boolean extended, int mostNested) {
        this.reader = reader;
        this.sets = sets;
        this.extended = extended;
        this.mostNested = mostNested;
    }

    /**
     * Reads a class whose beginning has been read, to its end.
     *
     * @param start where it begins
     * @param closesLater whether a bracket that would close an empty class stands for itself
     */
    CodePoints upToEnd(int start, boolean closesLater) throws Unfit {
        if (mostNested <= 0) {
            throw new Unfit("the regular expression has groups or classes in too many levels");
        }
        List<CodePoints> parts = new ArrayList<>();
        Unfit wrong = null;
        boolean literal = closesLater;
        while (literal || !reader.skip("]")) {
            if (!reader.more()) {
                throw reader.unfit("the [ is not closed", start);
            }
            if (sets && (reader.sees("--") || reader.sees("&&"))) {
                return combined(CodePoints.union(parts), start);
            }
            Item first = item();
            literal = false;
            if (!reader.sees("-") || reader.sees("-]") || (sets && reader.sees("--"))) {
                parts.add(first.set);
                continue;
            }
            int dash = reader.at();
            reader.skip("-");
            if (!sets && extended && first.point == null && reader.sees("-")) {
                wrong = reader.unfit("the - stands between sets of characters", dash);
            }
            Item last = reader.more() ? item() : first;
            if (first.point != null && last.point != null && first.point <= last.point) {
                parts.add(CodePoints.of(first.point, last.point));
            } else if (first.point != null && last.point != null) {
                wrong = reader.unfit("the ends of the range are in the wrong order", dash);
            } else if (extended && !sets) {
                parts.addAll(List.of(first.set, CodePoints.of('-'), last.set));
            } else {
                wrong = reader.unfit("the - stands beside a set of characters", dash);
            }
        }
        if (wrong != null) {
            throw wrong;
        }
        return CodePoints.union(parts);
    }

    /** One kind of operator holds for a whole class. */
    private CodePoints combined(CodePoints first, int start) throws Unfit {
        CodePoints set = first;
        String operator = reader.sees("--") ? "--" : "&&";
        while (reader.skip(operator)) {
            CodePoints operand = item().set;
            set = operator.equals("--") ? set.without(operand) : set.and(operand);
        }
        if (!reader.skip("]")) {
            throw reader.unfit("the [ is not closed, or holds different operators", start);
        }
        return set;
    }

    /** A single character, or a set of them. */
    private record Item(CodePoints set, @Nullable Integer point) {}

    private Item item() throws Unfit {
        int start = reader.at();
        CodePoints named = extended ? posix() : null;
        named = named == null ? reader.classEscape(extended) : named;
        if (named != null) {
            return new Item(named, null);
        }
        if (sets && reader.skip("[")) {
            boolean inverted = reader.skip("^");
            CodePoints inner = new CharacterClass(reader, true, extended, mostNested - 1).upToEnd(start, false);
            return new Item(inverted ? inner.inverted() : inner, null);
        }
        if (sets && !extended && "(){}/|-".indexOf(reader.peek()) >= 0) {
            throw reader.unfit("the character has to be written with a backslash", start);
        }
        int point = reader.skip("\\b") ? '\b' : reader.sees("\\") ? reader.characterEscape(extended) : reader.next();
        return new Item(CodePoints.of(point), point);
    }

    private @Nullable CodePoints posix() throws Unfit {
        for (Map.Entry<String, String> each : POSIX.entrySet()) {
            boolean plain = reader.skip("[:" + each.getKey() + ":]");
            if (plain || reader.skip("[:^" + each.getKey() + ":]")) {
                PatternReader content = new PatternReader(each.getValue() + "]");
                CodePoints set = new CharacterClass(content, false, false, 1).upToEnd(0, false);
                return plain ? set : set.inverted();
            }
        }
        return null;
    }
}
