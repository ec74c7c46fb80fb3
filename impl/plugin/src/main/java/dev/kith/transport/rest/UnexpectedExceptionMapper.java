package dev.kith.transport.rest;

import dev.kith.transport.Incident;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Keeps the traces of servers off the wire when something fails outside of a call. */
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    /** For JAX-RS. */
    public UnexpectedExceptionMapper() {}

    @Override
    public Response toResponse(Throwable accident) {
        return RestResponses.error(Incident.report("routing", accident)).build();
    }
}
