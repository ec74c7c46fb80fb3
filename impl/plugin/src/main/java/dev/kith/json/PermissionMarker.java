package dev.kith.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Marks the schemas from which a permission keyword can be reached, so that traversals can skip all others. */
final class PermissionMarker {
    private PermissionMarker() {}

    static void mark(Collection<Subschema> places) {
        Map<Subschema, List<Subschema>> holders = new HashMap<>();
        places.forEach(holder -> holder.next()
                .forEach(held ->
                        holders.computeIfAbsent(held, any -> new ArrayList<>()).add(holder)));
        Deque<Subschema> open = new ArrayDeque<>();
        places.stream().filter(subschema -> subschema.grant != null).forEach(open::add);
        while (!open.isEmpty()) {
            Subschema subschema = open.remove();
            if (!subschema.isGuarded()) {
                subschema.guard();
                open.addAll(holders.getOrDefault(subschema, List.of()));
            }
        }
    }
}
