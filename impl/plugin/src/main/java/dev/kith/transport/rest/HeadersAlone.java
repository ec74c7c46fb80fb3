package dev.kith.transport.rest;

import dev.kith.transport.RequestHead;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/**
 * The head of a request whose caller is not asked for: a preflight request, which browsers send without credentials, or one
 * that reaches no call.
 *
 * @param headers the headers, without regard to case
 */
record HeadersAlone(MultivaluedMap<String, String> headers) implements RequestHead {
    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
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
