package dev.kith.transport.grpc;

import dev.kith.transport.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of a servlet request. */
record ServletHead(HttpServletRequest request) implements RequestHead {
    @Override
    public List<String> headers(String name) {
        // A container that hides the headers returns null.
        @Nullable Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(request.getUserPrincipal());
    }

    @Override
    public boolean inRole(String role) {
        return request.isUserInRole(role);
    }
}
