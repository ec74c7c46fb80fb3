package dev.kith.json.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kith.json.document.WorkBudget;

/** A regular expression of a schema, as ECMA-262 means it and in linear time. Thread-safe. */
public final class GuardedPattern {
    private final Pattern pattern;
    private final int instructions;

    private GuardedPattern(Pattern pattern) {
        this.pattern = pattern;
        this.instructions = pattern.programSize();
    }

    /**
     * Compiles a regular expression; its size is measured before.
     *
     * @param text the expression
     * @return its compiled form
     * @throws Unfit when it is none, is too large or cannot be found in linear time
     */
    public static GuardedPattern compile(String text) throws Unfit {
        try {
            GuardedPattern compiled = new GuardedPattern(Pattern.compile(EcmaPattern.translate(text)));
            if (compiled.instructions > EcmaPattern.MOST_INSTRUCTIONS) {
                throw new Unfit("the regular expression is too large when compiled");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new Unfit("this is not a regular expression that can be used");
        }
    }

    /**
     * Whether the expression fits a part of a text.
     *
     * @param text the text
     * @param budget pays for the work
     * @return whether it does
     */
    public boolean finds(String text, WorkBudget budget) {
        budget.spend(4 + (long) text.length() * instructions / 16);
        return pattern.matcher(text).find();
    }

    /**
     * The compiled size.
     *
     * @return the number of instructions
     */
    public int instructions() {
        return instructions;
    }
}
