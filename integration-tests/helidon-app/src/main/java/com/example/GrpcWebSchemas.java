package com.example;

import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.UnaskedBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Serves gRPC-Web on the paths of the methods about user schemas: a server without servlets does not do that by itself. */
@ApplicationScoped
@ApplicationPath(MethodsResource.SCHEMAS)
public class GrpcWebSchemas extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(GrpcWebSchemaMethods.class, UnaskedBody.class);
    }
}
