package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.Role;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.document.WorkBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the permission keyword in a separate traversal of data and schema. Every keyword that is located at a value
 * counts, whether or not its branch of the schema is the one that validates, and a role has the permissions that all of
 * them grant (contract, section 14, ruling R5).
 *
 * <p>Which keywords are located at a value depends only on the names and indices that lead to it, never on values. So the
 * data before and after a change, and the data with and without its hidden parts, are evaluated alike.
 */
final class Permissions {
    private final Subschema root;
    private final Role role;
    private final WorkBudget budget;

    Permissions(Subschema root, Role role, WorkBudget budget) {
        this.root = root;
        this.role = role;
        this.budget = budget;
    }

    /** The differences in the data where the role may not write. */
    List<Violation> denials(Json before, Json after) {
        List<Violation> denials = new ArrayList<>();
        compare(before, after, "", beside(List.of(root)), denials);
        return denials;
    }

    /** Nothing is compared below a value that may not be written: the value as a whole is reported. */
    private void compare(
            @Nullable Json before,
            @Nullable Json after,
            String pointer,
            Set<Subschema> places,
            List<Violation> denials) {
        budget.spend(1 + pointer.length() / 64);
        if (places.isEmpty() || Objects.equals(before, after) || denials.size() == ViolationBuilder.MOST) {
            return;
        }
        if (places.stream().anyMatch(subschema -> subschema.grant != null && !subschema.grant.writes(role))) {
            denials.add(new Violation(pointer, "PERMISSION", "The caller may not write this value."));
            return;
        }
        for (String name : names(before, after)) {
            compare(
                    member(before, name),
                    member(after, name),
                    JsonPointer.child(pointer, name),
                    at(places, name),
                    denials);
        }
        for (int i = 0; i < Math.max(size(before), size(after)); i++) {
            compare(item(before, i), item(after, i), JsonPointer.child(pointer, i), at(places, i), denials);
        }
    }

    private static Set<String> names(@Nullable Json before, @Nullable Json after) {
        Set<String> names = new LinkedHashSet<>();
        if (before instanceof Json.Obj object) {
            names.addAll(object.members().keySet());
        }
        if (after instanceof Json.Obj object) {
            names.addAll(object.members().keySet());
        }
        return names;
    }

    private static @Nullable Json member(@Nullable Json value, String name) {
        return value instanceof Json.Obj object ? object.get(name) : null;
    }

    private static int size(@Nullable Json value) {
        return value instanceof Json.Arr array ? array.items().size() : 0;
    }

    private static @Nullable Json item(@Nullable Json value, int index) {
        return index < size(value)
                ? ((Json.Arr) Objects.requireNonNull(value)).items().get(index)
                : null;
    }

    /** The data that the role may read. */
    Json.Obj visible(Json.Obj data) {
        return visible(data, beside(List.of(root))) instanceof Json.Obj seen ? seen : Json.Obj.EMPTY;
    }

    /**
     * A hidden member is left out. A hidden element becomes null, so that the others keep their indices: if they moved
     * up, a visible element could be used to guess the hidden one before it.
     */
    private @Nullable Json visible(Json value, Set<Subschema> places) {
        budget.spend(1);
        if (places.stream().anyMatch(subschema -> subschema.grant != null && !subschema.grant.reads(role))) {
            return null;
        }
        if (places.isEmpty()) {
            return value;
        }
        if (value instanceof Json.Obj object) {
            Map<String, Json> seen = new LinkedHashMap<>();
            object.members().forEach((name, member) -> {
                Json visible = visible(member, at(places, name));
                if (visible != null) {
                    seen.put(name, visible);
                }
            });
            return new Json.Obj(seen);
        }
        return value instanceof Json.Arr array ? new Json.Arr(visible(array.items(), places)) : value;
    }

    private List<Json> visible(List<Json> items, Set<Subschema> places) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> Objects.requireNonNullElse(visible(items.get(i), at(places, i)), Json.Null.NULL))
                .toList();
    }

    /** The schemas of a member. */
    private Set<Subschema> at(Set<Subschema> places, String name) {
        List<Subschema> found = new ArrayList<>();
        places.forEach(subschema -> ChildSchemas.member(subschema, name, budget).forEach(found::add));
        return beside(found);
    }

    /** The schemas of an element. */
    private Set<Subschema> at(Set<Subschema> places, int index) {
        List<Subschema> found = new ArrayList<>();
        places.forEach(
                subschema -> ChildSchemas.element(subschema, index, budget).forEach(found::add));
        return beside(found);
    }

    /**
     * These schemas and all that apply to the same value, except those from which no keyword can be reached. Circular
     * references terminate because each schema is visited once.
     */
    private Set<Subschema> beside(Collection<Subschema> places) {
        Set<Subschema> all = new LinkedHashSet<>();
        places.forEach(subschema -> collect(subschema, all));
        return all;
    }

    private void collect(Subschema subschema, Set<Subschema> all) {
        if (subschema.isGuarded() && all.add(subschema)) {
            budget.spend(1);
            subschema.beside().forEach(beside -> collect(beside, all));
        }
    }
}
