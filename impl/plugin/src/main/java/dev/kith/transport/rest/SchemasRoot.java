package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls about user schemas at their own path. */
@Path("user_schemas")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class SchemasRoot extends SchemasResource {
    /** For proxies. */
    public SchemasRoot() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public SchemasRoot(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return in.isOurs(UsersApplication.PATH);
    }
}
