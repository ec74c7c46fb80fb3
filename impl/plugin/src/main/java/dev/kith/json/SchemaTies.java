package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.Role;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.document.WorkBudget;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the rules of a schema that tie what a role may write to what it may not read: such a role can learn from a refusal
 * that such a rule is broken.
 */
final class SchemaTies {
    private static final int MOST = 50;

    /** The keywords that look at more than one value, or at a value as a whole. */
    private static final Set<String> RULES = Set.of(
            "required",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "minProperties",
            "maxProperties",
            "const",
            "enum",
            "uniqueItems",
            "contains",
            "anyOf",
            "oneOf",
            "not",
            "if");

    private final Role role;
    private final WorkBudget budget;
    private final Set<String> found;
    private final Set<Set<Subschema>> visited = new HashSet<>();

    private SchemaTies(Role role, WorkBudget budget, Set<String> found) {
        this.role = role;
        this.budget = budget;
        this.found = found;
    }

    /** The pointers of the rules, at most 50; fewer where it takes too much work to find them. */
    static List<String> of(Subschema root, WorkBudget budget) {
        Set<String> found = new LinkedHashSet<>();
        try {
            for (Role role : Role.values()) {
                new SchemaTies(role, budget, found).visit(beside(List.of(root)), true);
            }
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            return found.stream().limit(MOST).toList();
        }
        return found.stream().limit(MOST).toList();
    }

    /** The schemas that apply to one value. */
    private void visit(Set<Subschema> schemas, boolean isRoot) {
        budget.spend(1 + schemas.size());
        Place place = Place.of(schemas, role, budget);
        if (!(place.hidesMembers() || place.hidesElements())
                || place.isHidden()
                || place.isSealed()
                || found.size() >= MOST
                || !visited.add(schemas)) {
            return;
        }
        schemas.forEach(subschema -> rules(subschema, place, isRoot));
        names(schemas)
                .forEach(name -> visit(children(schemas, child -> ChildSchemas.member(child, name, budget)), false));
        schemas.forEach(subschema -> others(subschema).forEach(child -> visit(beside(List.of(child)), false)));
        for (int i = 0; i <= leading(schemas); i++) {
            int index = i;
            visit(children(schemas, child -> ChildSchemas.element(child, index, budget)), false);
        }
    }

    /** An object in the data can be removed but for its hidden members, and then lacks those that it requires. */
    private void rules(Subschema subschema, Place place, boolean isRoot) {
        if (!(subschema.source instanceof Json.Obj keywords)) {
            return;
        }
        for (String keyword : keywords.members().keySet()) {
            boolean removable = keyword.equals("required") && !isRoot && place.hidesMembers();
            if (RULES.contains(keyword) && (removable || new HiddenDependence().of(subschema, keyword, place))) {
                found.add(JsonPointer.child(subschema.pointer, keyword));
            }
        }
    }

    private static Set<String> names(Set<Subschema> schemas) {
        Set<String> names = new LinkedHashSet<>();
        schemas.forEach(subschema -> names.addAll(subschema.named("properties").keySet()));
        return names;
    }

    /** The schemas of members whose names are not known. */
    private static Stream<Subschema> others(Subschema subschema) {
        return Stream.concat(
                subschema.named("patternProperties").values().stream(),
                Stream.of("additionalProperties", "unevaluatedProperties")
                        .map(subschema::one)
                        .flatMap(Stream::ofNullable));
    }

    private static int leading(Set<Subschema> schemas) {
        return schemas.stream()
                .flatMap(subschema -> Stream.of("prefixItems", "items").map(subschema::list))
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    private static Set<Subschema> children(Set<Subschema> schemas, Function<Subschema, List<Subschema>> children) {
        return beside(schemas.stream()
                .flatMap(subschema -> children.apply(subschema).stream())
                .toList());
    }

    private static Set<Subschema> beside(Collection<Subschema> schemas) {
        Set<Subschema> all = new LinkedHashSet<>();
        schemas.forEach(subschema -> collect(subschema, all));
        return all;
    }

    private static void collect(Subschema subschema, Set<Subschema> all) {
        if (all.add(subschema)) {
            subschema.beside().forEach(beside -> collect(beside, all));
        }
    }
}
