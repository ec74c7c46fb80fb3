package dev.kith.transport.rest;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.Incident;
import dev.kith.transport.UnservedCalls;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors of JAX-RS itself (no such path, no such method) the form that all errors of Kith have. Not a bean: each of
 * the two applications has its own, so that the context is that of the request.
 */
public class RouteMapper implements ExceptionMapper<WebApplicationException> {
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable HttpHeaders headers;

    @Context
    private @Nullable Request request;

    /** For JAX-RS. */
    public RouteMapper() {}

    @Override
    public Response toResponse(WebApplicationException refusal) {
        return RestResponses.identified(headers, () -> response(refusal));
    }

    private Response.ResponseBuilder response(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        Optional<ErrorResponse> unserved =
                status == NOT_FOUND || status == METHOD_NOT_ALLOWED ? unserved() : Optional.empty();
        if (unserved.isPresent()) {
            return RestResponses.error(unserved.get());
        }
        if (status == METHOD_NOT_ALLOWED && !endsInSlash()) {
            return methodNotAllowed(refusal);
        }
        if (status == NOT_FOUND || status == METHOD_NOT_ALLOWED) {
            return RestResponses.error(RestResponses.NOT_FOUND);
        }
        boolean callersFault = status >= 400 && status < 500;
        return RestResponses.error(callersFault ? refused(status) : Incident.report("routing", refusal));
    }

    private Optional<ErrorResponse> unserved() {
        return uri == null || request == null
                ? Optional.empty()
                : UnservedCalls.answerAt(request.getMethod(), Preflight.path(uri));
    }

    private boolean endsInSlash() {
        return uri != null && RestRequest.endsInSlash(uri);
    }

    private static Response.ResponseBuilder methodNotAllowed(WebApplicationException refusal) {
        String allowed = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return RestResponses.error(RestResponses.METHOD_NOT_ALLOWED).header(HttpHeaders.ALLOW, allowed);
    }

    private static ErrorResponse refused(int status) {
        return ErrorResponse.plain(GrpcStatus.INVALID_ARGUMENT, "request cannot be read")
                .inJson(GrpcStatus.INVALID_ARGUMENT, status);
    }
}
