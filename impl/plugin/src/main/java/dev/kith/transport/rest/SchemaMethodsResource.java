package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * The calls about user schemas over gRPC-Web and Connect on the paths of their methods, for hosts without servlets, where it has to be mapped
 * below {@value MethodsResource#SCHEMAS}.
 */
public class SchemaMethodsResource extends MethodsResource {
    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public SchemaMethodsResource() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public SchemaMethodsResource(TransportContext transport) {
        super(transport);
    }

    /**
     * Makes a call. The path says what a method's name looks like, so that it differs from that of the calls about users: both may
     * stand at the root of an application that serves every resource there is.
     */
    @Override
    @POST
    @Path("{method: [A-Za-z]+}")
    public Response call(@BeanParam RestRequest in, @PathParam("method") String method, InputStream body) {
        return super.call(in, method, body);
    }

    @Override
    String service() {
        return SCHEMAS;
    }
}
