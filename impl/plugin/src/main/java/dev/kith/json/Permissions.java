package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.Verdict;
import dev.kith.core.Documents.Wish;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.document.WorkBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a role may do with data: evaluates the permission keyword in separate traversals of data and schemas. What cannot be
 * determined is hidden and denied.
 *
 * <p>Whatever is answered to a caller depends on what the caller sees and asks for. The hidden values enter only when data
 * is put together that is fine in that regard, and into the check whether that fits the schema.
 */
final class Permissions implements DataAccess {
    private final CompiledSchema schema;
    private final List<Subschema> reading;
    private final Role role;
    private final boolean hides;

    Permissions(CompiledSchema schema, List<Subschema> reading, Role role) {
        this.schema = schema;
        this.reading = reading;
        this.role = role;
        this.hides = reading.stream().anyMatch(root -> root.has(Subschema.Mark.CONCEALS, role));
    }

    private Place root() {
        return Place.root(reading, schema.root(), role, schema.budget());
    }

    @Override
    public Json.Obj visible(Json.Obj data) {
        try {
            Json seen = hides ? visible(data, root()) : data;
            return seen instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            return Json.Obj.EMPTY;
        }
    }

    /**
     * A hidden member is left out, and so is an object of which nothing can be seen: whether it is empty would tell whether
     * something in it is hidden. A hidden element becomes null, so that the others keep their indices: if they moved up, a
     * visible element could be used to guess the hidden one before it.
     */
    private static @Nullable Json visible(Json value, Place place) {
        place.budget().spend(1);
        if (place.isHidden()) {
            return null;
        }
        if (place.isFree()) {
            return value;
        }
        if (value instanceof Json.Obj object) {
            Map<String, Json> seen = new LinkedHashMap<>();
            object.members().forEach((name, member) -> {
                Json visible = visible(member, place.member(name));
                if (visible != null) {
                    seen.put(name, visible);
                }
            });
            return seen.isEmpty() && place.hidesMembers() ? null : new Json.Obj(seen);
        }
        return value instanceof Json.Arr array ? new Json.Arr(visible(array.items(), place)) : value;
    }

    private static List<Json> visible(List<Json> items, Place place) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> Objects.requireNonNullElse(visible(items.get(i), place.element(i)), Json.Null.NULL))
                .toList();
    }

    @Override
    public @Nullable Covered covered(Json data, List<String> names) {
        return hides ? covered(root(), data, names, "", new Covered("", false)) : null;
    }

    /**
     * Where the caller sees nothing, an object may be, but no array: an array that is there can be seen.
     *
     * @param holder what to answer if this place is hidden
     */
    private static @Nullable Covered covered(
            Place place, @Nullable Json seen, List<String> names, String pointer, Covered holder) {
        if (place.isHidden()) {
            return new Covered(
                    holder.nearest(), holder.closed() || names.stream().anyMatch(Permissions::mayBeIndex));
        }
        if (names.isEmpty() || place.isFree() || (seen != null && DataNode.isScalar(seen))) {
            return null;
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        String child = JsonPointer.child(pointer, name);
        if (seen instanceof Json.Arr array) {
            int index = name.equals("-") ? array.items().size() : JsonPointer.index(name);
            Json element = JsonPointer.step(array, name);
            return index < 0 || index > array.items().size()
                    ? null
                    : covered(
                            place.element(index),
                            element == Json.Null.NULL ? null : element,
                            rest,
                            child,
                            holder.closed() ? holder : new Covered(pointer, true));
        }
        return covered(
                place.member(name),
                seen == null ? null : JsonPointer.step(seen, name),
                rest,
                child,
                holder.closed() ? holder : new Covered(pointer, false));
    }

    private static boolean mayBeIndex(String name) {
        return name.equals("-") || JsonPointer.index(name) >= 0;
    }

    /** What is refused because of hidden values is not put together, so nothing is said about its fit. */
    @Override
    public Verdict judge(Json.Obj stored, Wish wish) {
        List<Violation> violations = new ArrayList<>();
        Json.Obj data = wish.data();
        try {
            if (reading.stream().anyMatch(Subschema::isGuarded)) {
                DataChanges changes = new DataChanges(wish);
                violations.addAll(CompiledSchema.told(changes.denials(root())));
                if (changes.areAboutHidden()) {
                    return new Verdict(stored, violations);
                }
            }
            if (hides) {
                data = DataMerge.of(stored, wish, root());
            }
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            String what = "The data is too large to determine who may write it.";
            return new Verdict(stored, List.of(new Violation("", "PERMISSION", what)));
        }
        violations.addAll(
                hides ? schema.faults(data, new HiddenFaults(schema.root(), root(), wish)) : schema.faults(data));
        return new Verdict(
                data,
                violations.stream().distinct().limit(ViolationBuilder.MOST).toList());
    }
}
