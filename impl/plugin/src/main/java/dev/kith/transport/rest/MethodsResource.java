package dev.kith.transport.rest;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.Edge;
import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Status;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The calls over gRPC-Web on the paths of their methods, for hosts without servlets: there it has to be mapped below
 * {@value #SERVICE}.
 */
public class MethodsResource {
    /** The part of the path before the name of the method. */
    public static final String SERVICE = "zitadel.resources.user.v3alpha.ZITADELUsers";

    private static final ErrorAnswer NO_GRPC = ErrorAnswer.plain(
                    Status.INVALID_ARGUMENT, "content type is none of application/grpc-web, application/grpc-web-text")
            .inJson(Status.INVALID_ARGUMENT, 415);

    private final @Nullable Edge edge;

    /** For proxies. What such an object serves itself ends as an accident: nobody is let in. */
    public MethodsResource() {
        this.edge = null;
    }

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    public MethodsResource(Edge edge) {
        this.edge = edge;
    }

    /**
     * Makes a call.
     *
     * @param in the request
     * @param method the name of the method
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("{method}")
    public Response call(@BeanParam Incoming in, @PathParam("method") String method, InputStream body) {
        Edge edge = edge(in);
        ResponseBuilder answer = edge.binary()
                .call(method, in, body)
                .map((BinaryCalls.Answer done) -> Answers.binary(done))
                .orElseGet(() -> Answers.error(NO_GRPC));
        return Answers.send(answer, edge.clock().instant(), edge.cors().headers(in));
    }

    /**
     * Whether a request has come by a path that is meant to lead here. Where this is a sub-resource, the host sees to that;
     * a root is also found by applications of the host that serve every root there is.
     */
    boolean isMeant(Incoming in) {
        return true;
    }

    private Edge edge(Incoming in) {
        if (!isMeant(in)) {
            throw new NotFoundException();
        }
        if (edge == null) {
            throw new IllegalStateException("nothing was injected; is the archive a bean archive?");
        }
        return edge;
    }
}
