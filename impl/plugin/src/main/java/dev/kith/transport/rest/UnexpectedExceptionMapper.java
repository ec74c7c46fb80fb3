package dev.kith.transport.rest;

import dev.kith.transport.Incident;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Keeps the stack traces of servers off the wire when something fails outside a call. */
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    /** For JAX-RS. */
    public UnexpectedExceptionMapper() {}

    @Override
    public Response toResponse(Throwable unexpected) {
        if (unexpected instanceof OutOfMemoryError end) {
            // Not for us to catch: whoever runs the process ends it.
            throw end;
        }
        return RestResponses.error(Incident.report("routing", unexpected)).build();
    }
}
