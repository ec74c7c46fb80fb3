package dev.kith.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kith.json.document.WorkBudget;

/**
 * A regular expression of a schema, in RE2's dialect and in linear time.
 *
 * <p>The engine's compiler does not guard against nested repeats, so {@link PatternSize} measures the text first.
 * Thread-safe.
 */
final class GuardedPattern {
    static final int LONGEST = 500;
    static final int MOST_INSTRUCTIONS = 20_000;

    private final Pattern pattern;
    private final int instructions;

    private GuardedPattern(Pattern pattern) {
        this.pattern = pattern;
        this.instructions = pattern.programSize();
    }

    static GuardedPattern compile(String text) throws Unfit {
        if (text.length() > LONGEST) {
            throw new Unfit("the regular expression is longer than " + LONGEST + " characters");
        }
        PatternSize.check(text);
        try {
            GuardedPattern compiled = new GuardedPattern(Pattern.compile(shortNames(text)));
            if (compiled.instructions > MOST_INSTRUCTIONS) {
                throw new Unfit("the regular expression is too large when compiled");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new Unfit("this is not a regular expression in RE2 syntax");
        }
    }

    /** The engine supports the general categories only by their short names. */
    private static String shortNames(String text) {
        return text.contains("\\p{") || text.contains("\\P{")
                ? text.replace("{Letter}", "{L}")
                        .replace("{Lowercase_Letter}", "{Ll}")
                        .replace("{Uppercase_Letter}", "{Lu}")
                        .replace("{Mark}", "{M}")
                        .replace("{Number}", "{N}")
                        .replace("{Decimal_Number}", "{Nd}")
                        .replace("{digit}", "{Nd}")
                        .replace("{Punctuation}", "{P}")
                        .replace("{Symbol}", "{S}")
                        .replace("{Separator}", "{Z}")
                : text;
    }

    boolean finds(String text, WorkBudget budget) {
        budget.spend(4 + (long) text.length() * instructions / 16);
        return pattern.matcher(text).find();
    }

    int instructions() {
        return instructions;
    }

    /** A text that must not be used as a pattern. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        /**
         * Creates the exception.
         *
         * @param reason a sentence without its full stop
         */
        Unfit(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
