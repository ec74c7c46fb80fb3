package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls in a Quarkus application. */
@Path("resources/v3alpha/users")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusUsers extends UsersResource {
    /** For proxies. */
    public QuarkusUsers() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public QuarkusUsers(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return Quarkus.isHere();
    }
}
