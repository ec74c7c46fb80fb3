package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The calls at their own path. */
@Path("users")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class UsersRoot extends UsersResource {
    /** For proxies. */
    public UsersRoot() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public UsersRoot(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return in.isOurs(UsersApplication.PATH);
    }
}
