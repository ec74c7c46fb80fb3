package dev.kith.transport.grpc;

import dev.kith.transport.RequestHead;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A head without a server behind it. */
public record HeadOf(Map<String, String> lines) implements RequestHead {
    @Override
    public List<String> headers(String name) {
        String value = lines.get(name.toLowerCase(Locale.ROOT));
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.empty();
    }

    @Override
    public boolean inRole(String role) {
        return false;
    }
}
