package com.example;

import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.UnaskedBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Serves gRPC-Web on the paths of its methods: a server without servlets does not do that by itself. */
@ApplicationScoped
@ApplicationPath(MethodsResource.SERVICE)
public class GrpcWeb extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(GrpcWebMethods.class, UnaskedBody.class);
    }
}
