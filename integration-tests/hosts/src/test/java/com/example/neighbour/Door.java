package com.example.neighbour;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Lets requests in that have a key, and signs every answer. */
@Provider
@PreMatching
public class Door implements ContainerRequestFilter, ContainerResponseFilter {
    private static final int FORBIDDEN = 403;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString("X-Key") == null) {
            request.abortWith(Response.status(FORBIDDEN)
                    .type("text/plain")
                    .entity("no key")
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Neighbour", "here");
    }
}
