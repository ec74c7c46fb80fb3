package dev.kith.it.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of running cases.
 *
 * @param count how many there were
 * @param failures one text for each case that failed: its id, its title, and what was not as expected
 */
public record Verdict(int count, List<String> failures) {
    /** A verdict. */
    public Verdict {
        failures = List.copyOf(failures);
    }

    /**
     * How many cases went as expected.
     *
     * @return the number
     */
    public int passed() {
        return count - failures.size();
    }

    /**
     * This and another one.
     *
     * @param other the other one
     * @return both together
     */
    public Verdict and(Verdict other) {
        List<String> all = new ArrayList<>(failures);
        all.addAll(other.failures);
        return new Verdict(count + other.count, all);
    }
}
