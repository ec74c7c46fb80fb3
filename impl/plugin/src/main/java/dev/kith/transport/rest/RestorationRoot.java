package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The page that undoes a change at its own path. */
@Path("undo")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class RestorationRoot extends RestorationResource {
    /** For proxies. */
    public RestorationRoot() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public RestorationRoot(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return in.isOurs(VerificationApplication.PATH);
    }
}
