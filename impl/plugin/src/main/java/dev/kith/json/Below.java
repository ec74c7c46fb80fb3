package dev.kith.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas, of those that a schema holds, speak about a member or an element of its value. Where that depends on what
 * validates, they are taken as if they did.
 */
final class Below {
    private Below() {}

    /**
     * The schema for names counts as one for the members, since that is where it is met. {@code unevaluatedProperties} is
     * left out only where the name is certain to be evaluated.
     */
    static List<Place> member(Place place, String name, Budget budget) {
        List<Place> found = declared(place, name, budget);
        if (found.isEmpty()) {
            add(place.one("additionalProperties"), found);
        }
        Place unevaluated = place.one("unevaluatedProperties");
        if (unevaluated != null && !isEvaluated(place, name, budget)) {
            found.add(unevaluated);
        }
        add(place.one("propertyNames"), found);
        return found;
    }

    private static List<Place> declared(Place place, String name, Budget budget) {
        List<Place> found = new ArrayList<>();
        add(place.named("properties").get(name), found);
        for (Map.Entry<String, Place> pattern : place.named("patternProperties").entrySet()) {
            if (place.pattern(pattern.getKey()).finds(name, budget)) {
                found.add(pattern.getValue());
            }
        }
        return found;
    }

    private static boolean isEvaluated(Place place, String name, Budget budget) {
        return place.one("additionalProperties") != null
                || !declared(place, name, budget).isEmpty()
                || certain(place).stream()
                        .anyMatch(sure -> sure.one("unevaluatedProperties") != null || isEvaluated(sure, name, budget));
    }

    /** {@code contains} speaks about every element, as each may be the one. */
    static List<Place> element(Place place, int index, Budget budget) {
        List<Place> found = new ArrayList<>();
        List<Place> leading = leading(place);
        if (index < leading.size()) {
            found.add(leading.get(index));
        } else {
            add(rest(place), found);
        }
        add(place.one("contains"), found);
        Place unevaluated = place.one("unevaluatedItems");
        if (unevaluated != null && !isEvaluated(place, index, budget)) {
            found.add(unevaluated);
        }
        return found;
    }

    private static List<Place> leading(Place place) {
        List<Place> prefix = place.list("prefixItems");
        return prefix.isEmpty() ? place.list("items") : prefix;
    }

    /** {@code additionalItems} means something only next to a list of items. */
    private static @Nullable Place rest(Place place) {
        return place.list("items").isEmpty() ? place.one("items") : place.one("additionalItems");
    }

    private static boolean isEvaluated(Place place, int index, Budget budget) {
        budget.spend(1);
        return index < leading(place).size()
                || rest(place) != null
                || certain(place).stream()
                        .anyMatch(sure -> sure.one("unevaluatedItems") != null || isEvaluated(sure, index, budget));
    }

    /** Schemas that speak about the same value and have to fit in any case. */
    private static List<Place> certain(Place place) {
        List<Place> places = new ArrayList<>(place.targets.values());
        places.addAll(place.list("allOf"));
        return places;
    }

    private static void add(@Nullable Place place, List<Place> found) {
        if (place != null) {
            found.add(place);
        }
    }
}
