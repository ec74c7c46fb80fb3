package dev.kith.json;

import dev.kith.json.GuardedPattern.Unfit;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the compiled size of a regular expression before it is compiled: {@code ((a{100}){100}){100}} has twenty
 * characters and a million instructions.
 */
final class PatternSize {
    /** How often nested counted repeats may repeat their innermost part; the limit of RE2. */
    static final int MOST_REPEATS = 1_000;

    /**
     * How many ranges the character classes of a case-insensitive expression may have. The engine visits every character of
     * such a range, which may span a hundred thousand.
     */
    static final int MOST_FOLDED_RANGES = 20;

    private final String text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int at;
    private int ranges;
    private boolean ignoresCase;

    private PatternSize(String text) {
        this.text = text;
        levels.push(new Level());
    }

    static void check(String text) throws Unfit {
        new PatternSize(text).check();
    }

    private void check() throws Unfit {
        while (at < text.length()) {
            char next = text.charAt(at);
            switch (next) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> characterClass();
                case '\\' -> escape();
                case '{' -> repeat();
                default -> {
                    at++;
                    levels.element().atom(1, 1);
                }
            }
        }
        if (ignoresCase && ranges > MOST_FOLDED_RANGES) {
            throw new Unfit("the regular expression ignores case and has more than " + MOST_FOLDED_RANGES + " ranges");
        }
    }

    /** Flags stand between a question mark and a colon or a parenthesis; names begin with {@code P<}. */
    private void open() {
        at++;
        if (text.startsWith("?", at) && !text.startsWith("?P", at)) {
            int end = at;
            while (end < text.length() && ":)".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            ignoresCase |= text.substring(at, end).contains("i");
        }
        levels.push(new Level());
    }

    /** An unmatched closing parenthesis is left to the compiler, which refuses it. */
    private void close() {
        at++;
        if (levels.size() > 1) {
            Level inner = levels.pop();
            levels.element().atom(inner.size + 2, inner.repeats);
        }
    }

    /** A closing bracket in first position stands for itself, as do all that are escaped or in {@code [:name:]}. */
    private void characterClass() {
        at++;
        if (text.startsWith("^", at)) {
            at++;
        }
        int first = at;
        while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
            ranges += text.charAt(at) == '-' ? 1 : 0;
            int named = text.startsWith("[:", at) ? text.indexOf(":]", at) : -1;
            at = named >= 0 ? named + 2 : at + (text.charAt(at) == '\\' ? 2 : 1);
        }
        at++;
        levels.element().atom(1, 1);
    }

    private void escape() {
        boolean quotes = text.startsWith("\\Q", at);
        int end = quotes ? text.indexOf("\\E", at) : -1;
        if (quotes) {
            int last = end < 0 ? text.length() : end;
            levels.element().atom(Math.max(0, last - at - 2), 1);
            levels.element().atom(1, 1);
            at = end < 0 ? text.length() : end + 2;
        } else {
            int braces = at + 2 < text.length() && text.charAt(at + 2) == '{' && "xpP".indexOf(text.charAt(at + 1)) >= 0
                    ? text.indexOf('}', at)
                    : -1;
            at = braces < 0 ? at + 2 : braces + 1;
            levels.element().atom(1, 1);
        }
    }

    /** Braces that do not contain numbers stand for themselves. */
    private void repeat() throws Unfit {
        int end = text.indexOf('}', at);
        String range = end < 0 ? "" : text.substring(at + 1, end);
        if (!range.matches("[0-9]+(,[0-9]*)?")) {
            at++;
            levels.element().atom(1, 1);
            return;
        }
        at = end + 1;
        String[] bounds = range.split(",");
        String most = bounds[bounds.length - 1];
        if (most.length() > 4 || levels.element().repeat(Math.max(1, Integer.parseInt(most))) > MOST_REPEATS) {
            throw new Unfit("the regular expression repeats a part more than " + MOST_REPEATS + " times");
        }
        if (levels.element().size > GuardedPattern.MOST_INSTRUCTIONS) {
            throw new Unfit("the regular expression is too large when compiled");
        }
    }

    /** The content of a pair of parentheses. */
    private static final class Level {
        private long size;
        private long repeats = 1;
        private long lastSize;
        private long lastRepeats = 1;

        void atom(long ofSize, long withRepeats) {
            lastSize = ofSize;
            lastRepeats = withRepeats;
            size += ofSize;
            repeats = Math.max(repeats, withRepeats);
        }

        /** Repeats the previous atom. */
        long repeat(int times) {
            size += lastSize * (times - 1L);
            lastSize *= times;
            lastRepeats *= times;
            repeats = Math.max(repeats, lastRepeats);
            return repeats;
        }
    }
}
