package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls over gRPC-Web in a Quarkus application. */
@Path(MethodsResource.SERVICE)
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusMethods extends MethodsResource {
    /** For proxies. */
    public QuarkusMethods() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public QuarkusMethods(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return Quarkus.isHere();
    }
}
