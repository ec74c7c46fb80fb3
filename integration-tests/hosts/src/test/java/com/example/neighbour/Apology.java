package com.example.neighbour;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says sorry, whatever goes wrong. */
@Provider
public class Apology implements ExceptionMapper<Throwable> {
    private static final int INTERNAL_SERVER_ERROR = 500;

    @Override
    public Response toResponse(Throwable failure) {
        int status = failure instanceof WebApplicationException refusal
                ? refusal.getResponse().getStatus()
                : INTERNAL_SERVER_ERROR;
        return Response.status(status)
                .type("text/plain")
                .entity("sorry: " + status)
                .build();
    }
}
