package dev.kith.json;

import dev.kith.json.document.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subschemas of a schema that apply to a member or an element of its value. Where that depends on which
 * subschemas validate, they are assumed to apply.
 */
final class ChildSchemas {
    private ChildSchemas() {}

    /**
     * The schema for names counts as one for the members, since it is found there. {@code unevaluatedProperties} is left
     * out only if the name is certain to be evaluated.
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

    /** {@code contains} applies to every element, as each may be the one that matches. */
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

    /** The schemas that may apply to any member. */
    static Stream<Subschema> members(Subschema subschema) {
        return Stream.concat(
                Stream.of("properties", "patternProperties")
                        .flatMap(keyword -> subschema.named(keyword).values().stream()),
                Stream.of("additionalProperties", "unevaluatedProperties", "propertyNames")
                        .map(subschema::one)
                        .flatMap(Stream::ofNullable));
    }

    /** The schemas that may apply to any element. */
    static Stream<Subschema> elements(Subschema subschema) {
        return Stream.of("items", "prefixItems", "additionalItems", "unevaluatedItems", "contains")
                .flatMap(keyword -> subschema.listed.getOrDefault(keyword, List.of()).stream());
    }

    private static List<Subschema> leading(Subschema subschema) {
        List<Subschema> prefix = subschema.list("prefixItems");
        return prefix.isEmpty() ? subschema.list("items") : prefix;
    }

    /** {@code additionalItems} has a meaning only next to a list of items. */
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

    /** Schemas that apply to the same value and must match in any case. */
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
