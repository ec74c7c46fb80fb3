package dev.kith.transport.rest;

import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestIdHeader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** Gives the request's id to answers that JAX-RS makes by itself, as that to an {@code OPTIONS} request. */
public class AnswersWithId implements ContainerResponseFilter {
    /** For JAX-RS. */
    public AnswersWithId() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getHeaderString(RequestIdHeader.NAME) == null) {
            RequestIdHeader.serve(new HeadersAlone(request.getHeaders()), id -> {
                response.getHeaders().putSingle(RequestIdHeader.NAME, id);
                return response;
            });
        }
    }

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
}
