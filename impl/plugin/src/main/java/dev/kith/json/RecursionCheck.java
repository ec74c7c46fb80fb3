package dev.kith.json;

import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Refuses schemas that would be applied repeatedly to the same value: in circles, in very long chains, or in so many
 * branches that their number explodes. A schema that refers back to itself only at a member or an element of the value
 * is fine, since the value is finite.
 */
final class RecursionCheck {
    /** How many schemas may be applied to one value in a row. */
    static final int LONGEST_CHAIN = 100;
    /** How often schemas may be applied to one value, over all branches. */
    static final long MOST_BRANCHES = 10_000;

    private final Map<Subschema, Reach> known = new HashMap<>();
    private final Set<Subschema> entered = new HashSet<>();

    void check(Collection<Subschema> places) throws SchemaRefused {
        for (Subschema subschema : places) {
            reach(subschema, 1);
        }
    }

    private Reach reach(Subschema subschema, int depth) throws SchemaRefused {
        Reach reach = known.get(subschema);
        if (reach != null) {
            return reach;
        }
        if (!entered.add(subschema)) {
            throw SchemaRefusals.at(
                    RefusalReason.RECURSION,
                    subschema.pointer,
                    "the references lead back to this schema without descending into the data");
        }
        if (depth > LONGEST_CHAIN) {
            throw SchemaRefusals.at(
                    RefusalReason.RECURSION,
                    subschema.pointer,
                    "more than " + LONGEST_CHAIN + " schemas in a chain apply to one value");
        }
        reach = sum(subschema, depth);
        entered.remove(subschema);
        known.put(subschema, reach);
        return reach;
    }

    private Reach sum(Subschema subschema, int depth) throws SchemaRefused {
        int longest = 0;
        long branches = 1;
        for (Subschema beside : subschema.beside()) {
            Reach reach = reach(beside, depth + 1);
            longest = Math.max(longest, reach.longest());
            branches += reach.branches();
        }
        if (longest + 1 > LONGEST_CHAIN) {
            throw SchemaRefusals.at(
                    RefusalReason.RECURSION,
                    subschema.pointer,
                    "more than " + LONGEST_CHAIN + " schemas in a chain apply to one value");
        }
        if (branches > MOST_BRANCHES) {
            throw SchemaRefusals.at(
                    RefusalReason.RECURSION,
                    subschema.pointer,
                    "more than " + MOST_BRANCHES + " schemas apply to one value");
        }
        return new Reach(longest + 1, branches);
    }

    private record Reach(int longest, long branches) {}
}
