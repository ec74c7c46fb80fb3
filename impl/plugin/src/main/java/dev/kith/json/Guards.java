package dev.kith.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Marks the schemas from which a permission keyword can be met, so that walks can leave out all others. */
final class Guards {
    private Guards() {}

    static void mark(Collection<Place> places) {
        Map<Place, List<Place>> holders = new HashMap<>();
        places.forEach(holder -> holder.next()
                .forEach(held ->
                        holders.computeIfAbsent(held, any -> new ArrayList<>()).add(holder)));
        Deque<Place> open = new ArrayDeque<>();
        places.stream().filter(place -> place.grant != null).forEach(open::add);
        while (!open.isEmpty()) {
            Place place = open.remove();
            if (!place.isGuarded()) {
                place.guard();
                open.addAll(holders.getOrDefault(place, List.of()));
            }
        }
    }
}
