package dev.kith.transport.rest;

import dev.kith.transport.RequestIdHeader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

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
}
