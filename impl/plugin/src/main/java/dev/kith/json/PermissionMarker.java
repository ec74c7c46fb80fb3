package dev.kith.json;

import dev.kith.core.Documents.Role;
import dev.kith.json.Subschema.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Marks the schemas from which a permission keyword can be reached, so that traversals can skip all others. */
final class PermissionMarker {
    private final Collection<Subschema> places;
    private final Map<Subschema, List<Subschema>> holders = new HashMap<>();

    private PermissionMarker(Collection<Subschema> places) {
        this.places = places;
        places.forEach(holder -> holder.next()
                .forEach(held ->
                        holders.computeIfAbsent(held, any -> new ArrayList<>()).add(holder)));
    }

    static void mark(Collection<Subschema> places) {
        if (places.stream().anyMatch(subschema -> subschema.grant != null)) {
            PermissionMarker marker = new PermissionMarker(places);
            marker.mark(grant -> true, Subschema::guard);
            for (Role role : Role.values()) {
                marker.mark(grant -> !grant.reads(role), subschema -> subschema.set(Mark.CONCEALS, role));
                marker.mark(grant -> !grant.writes(role), subschema -> subschema.set(Mark.SEALS, role));
                places.forEach(subschema -> markBelow(subschema, role));
            }
        }
    }

    private static void markBelow(Subschema subschema, Role role) {
        List<Subschema> members = ChildSchemas.members(subschema).toList();
        List<Subschema> elements = ChildSchemas.elements(subschema).toList();
        markBelow(subschema, members, Mark.CONCEALS, Mark.CONCEALS_MEMBERS, role);
        markBelow(subschema, elements, Mark.CONCEALS, Mark.CONCEALS_ELEMENTS, role);
        markBelow(subschema, members, Mark.SEALS, Mark.SEALS_MEMBERS, role);
        markBelow(subschema, elements, Mark.SEALS, Mark.SEALS_ELEMENTS, role);
    }

    private static void markBelow(Subschema subschema, List<Subschema> children, Mark mark, Mark above, Role role) {
        if (children.stream().anyMatch(child -> child.has(mark, role))) {
            subschema.set(above, role);
        }
    }

    private void mark(Predicate<PermissionGrant> grants, Predicate<Subschema> marks) {
        Deque<Subschema> open = new ArrayDeque<>();
        places.stream()
                .filter(subschema -> subschema.grant != null && grants.test(subschema.grant))
                .forEach(open::add);
        while (!open.isEmpty()) {
            Subschema subschema = open.remove();
            if (marks.test(subschema)) {
                open.addAll(holders.getOrDefault(subschema, List.of()));
            }
        }
    }
}
