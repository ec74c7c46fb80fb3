package dev.kith.transport.rest;

import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls in a Quarkus application. */
@Path("resources/v3alpha/users")
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusUsers extends UsersResource {
    /** For proxies. */
    public QuarkusUsers() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public QuarkusUsers(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return Quarkus.isHere();
    }
}
