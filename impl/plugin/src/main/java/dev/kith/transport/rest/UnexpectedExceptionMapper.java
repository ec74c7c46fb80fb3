package dev.kith.transport.rest;

import dev.kith.transport.Incident;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Keeps the stack traces of servers off the wire when something fails outside a call. */
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    @Context
    private @Nullable HttpHeaders headers;

    /** For JAX-RS. */
    public UnexpectedExceptionMapper() {}

    @Override
    public Response toResponse(Throwable unexpected) {
        if (unexpected instanceof OutOfMemoryError end) {
            // Not for us to catch: whoever runs the process ends it.
            throw end;
        }
        return RestResponses.identified(headers, () -> RestResponses.error(Incident.report("routing", unexpected)));
    }
}
