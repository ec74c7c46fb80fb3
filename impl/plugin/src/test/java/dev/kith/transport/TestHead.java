package dev.kith.transport;

import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request's head, written down. */
record TestHead(Map<String, List<String>> lines, Optional<Principal> principal, Set<String> roles)
        implements RequestHead {
    static final TestHead EMPTY = new TestHead(Map.of(), Optional.empty(), Set.of());

    TestHead with(String name, String value) {
        Map<String, List<String>> more = new HashMap<>(lines);
        List<String> values = new ArrayList<>(more.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        values.add(value);
        more.put(name.toLowerCase(Locale.ROOT), values);
        return new TestHead(more, principal, roles);
    }

    TestHead of(String name, String... rolesHeld) {
        return new TestHead(lines, Optional.of(() -> name), Set.of(rolesHeld));
    }

    @Override
    public List<String> headers(String name) {
        return lines.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public boolean inRole(String role) {
        return roles.contains(role);
    }
}
