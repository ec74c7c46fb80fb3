package dev.kith.transport.rest;

import dev.kith.transport.Incident;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Keeps the traces of servers off the wire when something fails outside of a call. */
public class AccidentMapper implements ExceptionMapper<Throwable> {
    /** For JAX-RS. */
    public AccidentMapper() {}

    @Override
    public Response toResponse(Throwable accident) {
        return Answers.error(Incident.report("routing", accident)).build();
    }
}
