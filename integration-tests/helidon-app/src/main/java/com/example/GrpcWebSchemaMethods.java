package com.example;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.SchemaMethodsResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The methods about user schemas. */
@Path("/")
@RequestScoped
public class GrpcWebSchemaMethods extends SchemaMethodsResource {
    /** For proxies. */
    public GrpcWebSchemaMethods() {}

    /** The methods about user schemas. */
    @Inject
    public GrpcWebSchemaMethods(TransportContext transport) {
        super(transport);
    }
}
