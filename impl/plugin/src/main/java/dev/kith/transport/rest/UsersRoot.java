package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls at their own path. */
@Path("users")
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class UsersRoot extends UsersResource {
    /** For proxies. */
    public UsersRoot() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public UsersRoot(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return in.isOurs(UsersApplication.PATH);
    }
}
