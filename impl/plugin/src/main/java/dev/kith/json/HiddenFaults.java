package dev.kith.json;

import dev.harrel.jsonschema.Error;
import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.Occasion;
import dev.kith.core.Documents.Wish;
import dev.kith.json.document.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells faults of data that has hidden parts. A fault that hidden values may have caused is told as a lack of permission at
 * the nearest place that the caller sees, without its place, its keyword and its words (contract, ruling R63).
 *
 * <p>A fault can be caused by hidden values if it is located at one, if its keyword looks at the hidden members or elements
 * of a value, or if it depends on such a keyword whether the failing part of the schema applies.
 */
final class HiddenFaults {
    private final Subschema schema;
    private final Place root;
    private final Wish wish;

    HiddenFaults(Subschema schema, Place root, Wish wish) {
        this.schema = schema;
        this.root = root;
        this.wish = wish;
    }

    /** What the caller wants to see: its own faults are told as they are. */
    Json.Obj wanted() {
        return wish.data();
    }

    /** What is told instead where a fault has no place of its own. */
    static Violation somewhere() {
        return Covered.violation("");
    }

    /** The violation as the caller may know it. */
    Violation told(Error error, Violation violation) {
        List<String> names = JsonPointer.names(error.getInstanceLocation()).orElse(List.of());
        List<Seen> trail = trail(names);
        Integer depth =
                trail.size() <= names.size() ? Integer.valueOf(trail.size() - 1) : depth(error, violation, trail);
        return depth == null ? violation : Covered.violation(pointer(names.subList(0, Math.max(0, depth))));
    }

    /** A place that the caller sees, and what it sees there. */
    private record Seen(Place place, Json value) {}

    /** The places on the way, as far as they can be seen. */
    private List<Seen> trail(List<String> names) {
        List<Seen> trail = new ArrayList<>();
        Seen next = root.isHidden() ? null : new Seen(root, wish.data());
        for (int i = 0; next != null; i++) {
            trail.add(next);
            next = i < names.size() ? next(next, names.get(i)) : null;
        }
        return trail;
    }

    private static @Nullable Seen next(Seen holder, String name) {
        Json value = JsonPointer.step(holder.value(), name);
        boolean element = holder.value() instanceof Json.Arr;
        Place place = element
                ? holder.place().element(JsonPointer.index(name))
                : holder.place().member(name);
        boolean unseen = place.isHidden() || (element && value == Json.Null.NULL && place.hidesMembers());
        return value == null || unseen ? null : new Seen(place, value);
    }

    /** At which depth hidden values may have caused the fault, {@code null} if they cannot. */
    private @Nullable Integer depth(Error error, Violation violation, List<Seen> trail) {
        if (wish.occasion() == Occasion.CREATED) {
            return null;
        }
        int last = trail.size() - 1;
        Seen at = trail.get(last);
        EvaluationPath path = new EvaluationPath(schema, error);
        Integer condition =
                path.condition(depth -> trail.get(Math.min(depth, last)).place());
        if (condition != null) {
            return condition;
        }
        Subschema judge = path.judge();
        String keyword = error.getKeyword();
        boolean concerned = at.place().holdsHidden(at.value()) && keyword != null;
        if (!concerned) {
            return null;
        }
        boolean hidden = "required".equals(keyword)
                ? at.place().mayHide(lastName(violation))
                : judge == null || new HiddenDependence().of(judge, keyword, at.place());
        return hidden ? Integer.valueOf(last) : null;
    }

    private static String lastName(Violation violation) {
        List<String> names = JsonPointer.names(violation.field()).orElse(List.of(""));
        return names.get(names.size() - 1);
    }

    private static String pointer(List<String> names) {
        String pointer = "";
        for (String name : names) {
            pointer = JsonPointer.child(pointer, name);
        }
        return pointer;
    }

    /** The keywords that have led from the root of a schema to the one that has found a fault. */
    private static final class EvaluationPath {
        private final Subschema root;
        private final List<String> segments;
        private @Nullable Subschema judge;

        EvaluationPath(Subschema root, Error error) {
            this.root = root;
            List<String> all = Arrays.asList(error.getEvaluationPath().split("/"));
            this.segments =
                    all.subList(Math.min(1, all.size()), error.getKeyword() == null ? all.size() : all.size() - 1);
        }

        /** The schema whose keyword has found the fault; known once the conditions are, {@code null} if it is a foreign one. */
        @Nullable
        Subschema judge() {
            return judge;
        }

        /**
         * The depth at which it can depend on hidden values whether the path is taken at all.
         *
         * @param places the places on the way to the faulty value, by depth
         * @return the least such depth, {@code null} if there is none
         */
        @Nullable
        Integer condition(IntFunction<Place> places) {
            Subschema present = root;
            int depth = 0;
            for (Iterator<String> rest = segments.iterator(); rest.hasNext() && present != null; ) {
                String keyword = rest.next();
                String number = isNumbered(present, keyword) ? rest.next() : "";
                if (isConditional(present, keyword, number, places.apply(depth))) {
                    return depth;
                }
                depth += descends(keyword) ? 1 : 0;
                present = next(present, keyword, number);
            }
            judge = present;
            return null;
        }

        private static boolean isNumbered(Subschema subschema, String keyword) {
            return subschema.named.containsKey(keyword)
                    || !subschema.list(keyword).isEmpty();
        }

        private static boolean isConditional(Subschema subschema, String keyword, String number, Place place) {
            return switch (keyword) {
                case "then", "else" -> new HiddenDependence().of(subschema, "if", place);
                case "dependentSchemas", "dependencies" -> place.mayHide(name(subschema, keyword, number));
                case "unevaluatedProperties" -> place.hidesMembers();
                case "unevaluatedItems" -> place.hidesElements();
                default -> false;
            };
        }

        private static boolean descends(String keyword) {
            return switch (keyword) {
                case "properties",
                        "patternProperties",
                        "additionalProperties",
                        "unevaluatedProperties",
                        "items",
                        "prefixItems",
                        "additionalItems",
                        "unevaluatedItems",
                        "contains" -> true;
                default -> false;
            };
        }

        private static @Nullable Subschema next(Subschema subschema, String keyword, String number) {
            if (subschema.named.containsKey(keyword)) {
                return subschema.named(keyword).get(name(subschema, keyword, number));
            }
            List<Subschema> list = subschema.list(keyword);
            if (!list.isEmpty()) {
                return list.get(Integer.parseInt(number));
            }
            Subschema one = subschema.one(keyword);
            return one == null ? subschema.targets.get(keyword) : one;
        }

        /** Names are numbers in the path. */
        private static String name(Subschema subschema, String keyword, String number) {
            Json.Obj schemas =
                    (Json.Obj) ((Json.Obj) subschema.source).members().getOrDefault(keyword, Json.Obj.EMPTY);
            return schemas.members().keySet().stream()
                    .skip(Integer.parseInt(number))
                    .findFirst()
                    .orElse("");
        }
    }
}
