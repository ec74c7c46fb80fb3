package dev.kith.transport.rest;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.TransportContext;
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
 * The calls about users over gRPC-Web and Connect on the paths of their methods, for hosts without servlets, where it has to be mapped below
 * {@value #SERVICE}.
 */
public class MethodsResource {
    /** The part of the path before the name of a method about users. */
    public static final String SERVICE = "zitadel.resources.user.v3alpha.ZITADELUsers";

    /** The part of the path before the name of a method about user schemas, see {@link SchemaMethodsResource}. */
    public static final String SCHEMAS = "zitadel.resources.userschema.v3alpha.ZITADELUserSchemas";

    private static final ErrorResponse NOT_GRPC_WEB = ErrorResponse.plain(
                    GrpcStatus.INVALID_ARGUMENT,
                    "content type must be one of application/grpc-web, application/grpc-web-text, application/proto,"
                            + " application/json")
            .inJson(GrpcStatus.INVALID_ARGUMENT, 415);

    private final @Nullable TransportContext transport;

    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public MethodsResource() {
        this.transport = null;
    }

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public MethodsResource(TransportContext transport) {
        this.transport = transport;
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
    public Response call(@BeanParam RestRequest in, @PathParam("method") String method, InputStream body) {
        TransportContext transport = transportFor(in);
        return RequestIdHeader.serve(
                in,
                id -> RestResponses.send(
                        answer(transport, in, method, body),
                        id,
                        transport.clock().instant(),
                        transport.cors().headers(in)));
    }

    private ResponseBuilder answer(TransportContext transport, RestRequest in, String method, InputStream body) {
        return transport
                .binary()
                .call(service(), method, in, body)
                .map((BinaryCalls.BinaryResponse done) -> RestResponses.binary(done))
                .orElseGet(() -> RestResponses.error(NOT_GRPC_WEB));
    }

    /** The part of the path before the name of the method. */
    String service() {
        return SERVICE;
    }

    /**
     * Whether a request came by a path that is meant to lead here. For a sub-resource, the host makes sure of that; a root
     * resource is also found by applications of the host that serve every root resource there is.
     */
    boolean isMeant(RestRequest in) {
        return true;
    }

    private TransportContext transportFor(RestRequest in) {
        if (!isMeant(in)) {
            throw new NotFoundException();
        }
        if (transport == null) {
            throw new IllegalStateException("nothing was injected; is the archive a bean archive?");
        }
        return transport;
    }
}
