package com.example;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.MethodsResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The methods. */
@Path("/")
@ApplicationScoped
public class GrpcWebMethods extends MethodsResource {
    /** For proxies. */
    public GrpcWebMethods() {}

    /** The methods. */
    @Inject
    public GrpcWebMethods(TransportContext transport) {
        super(transport);
    }
}
