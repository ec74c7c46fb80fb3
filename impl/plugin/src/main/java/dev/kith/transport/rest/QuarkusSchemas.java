package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls about user schemas in a Quarkus application. */
@Path("resources/v3alpha/user_schemas")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusSchemas extends SchemasResource {
    /** For proxies. */
    public QuarkusSchemas() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public QuarkusSchemas(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return Quarkus.isHere();
    }
}
