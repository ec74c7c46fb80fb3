package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls about user schemas over gRPC-Web in a Quarkus application. */
@Path(MethodsResource.SCHEMAS)
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusSchemaMethods extends SchemaMethodsResource {
    /** For proxies. */
    public QuarkusSchemaMethods() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public QuarkusSchemaMethods(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return Quarkus.isHere();
    }
}
