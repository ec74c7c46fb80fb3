package dev.kith.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas, of those that a schema holds, speak about a member or an element of its value. Where that depends on what
 * validates, they are taken as if they did.
 */
final class ChildSchemas {
    private ChildSchemas() {}

    /**
     * The schema for names counts as one for the members, since that is where it is met. {@code unevaluatedProperties} is
     * left out only where the name is certain to be evaluated.
     */
    static List<Subschema> member(Subschema subschema, String name, WorkBudget budget) {
        List<Subschema> found = declared(subschema, name, budget);
        if (found.isEmpty()) {
            add(subschema.one("additionalProperties"), found);
        }
        Subschema unevaluated = subschema.one("unevaluatedProperties");
        if (unevaluated != null && !isEvaluated(subschema, name, budget)) {
            found.add(unevaluated);
        }
        add(subschema.one("propertyNames"), found);
        return found;
    }

    private static List<Subschema> declared(Subschema subschema, String name, WorkBudget budget) {
        List<Subschema> found = new ArrayList<>();
        add(subschema.named("properties").get(name), found);
        for (Map.Entry<String, Subschema> pattern :
                subschema.named("patternProperties").entrySet()) {
            if (subschema.pattern(pattern.getKey()).finds(name, budget)) {
                found.add(pattern.getValue());
            }
        }
        return found;
    }

    private static boolean isEvaluated(Subschema subschema, String name, WorkBudget budget) {
        return subschema.one("additionalProperties") != null
                || !declared(subschema, name, budget).isEmpty()
                || certain(subschema).stream()
                        .anyMatch(sure -> sure.one("unevaluatedProperties") != null || isEvaluated(sure, name, budget));
    }

    /** {@code contains} speaks about every element, as each may be the one. */
    static List<Subschema> element(Subschema subschema, int index, WorkBudget budget) {
        List<Subschema> found = new ArrayList<>();
        List<Subschema> leading = leading(subschema);
        if (index < leading.size()) {
            found.add(leading.get(index));
        } else {
            add(rest(subschema), found);
        }
        add(subschema.one("contains"), found);
        Subschema unevaluated = subschema.one("unevaluatedItems");
        if (unevaluated != null && !isEvaluated(subschema, index, budget)) {
            found.add(unevaluated);
        }
        return found;
    }

    private static List<Subschema> leading(Subschema subschema) {
        List<Subschema> prefix = subschema.list("prefixItems");
        return prefix.isEmpty() ? subschema.list("items") : prefix;
    }

    /** {@code additionalItems} means something only next to a list of items. */
    private static @Nullable Subschema rest(Subschema subschema) {
        return subschema.list("items").isEmpty() ? subschema.one("items") : subschema.one("additionalItems");
    }

    private static boolean isEvaluated(Subschema subschema, int index, WorkBudget budget) {
        budget.spend(1);
        return index < leading(subschema).size()
                || rest(subschema) != null
                || certain(subschema).stream()
                        .anyMatch(sure -> sure.one("unevaluatedItems") != null || isEvaluated(sure, index, budget));
    }

    /** Schemas that speak about the same value and have to fit in any case. */
    private static List<Subschema> certain(Subschema subschema) {
        List<Subschema> places = new ArrayList<>(subschema.targets.values());
        places.addAll(subschema.list("allOf"));
        return places;
    }

    private static void add(@Nullable Subschema subschema, List<Subschema> found) {
        if (subschema != null) {
            found.add(subschema);
        }
    }
}
