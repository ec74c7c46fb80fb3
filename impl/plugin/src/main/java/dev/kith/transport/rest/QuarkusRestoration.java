package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The page that undoes a change in a Quarkus application. */
@Path("ui/login/mail/undo")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusRestoration extends RestorationResource {
    /** For proxies. */
    public QuarkusRestoration() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public QuarkusRestoration(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return Quarkus.isHere();
    }
}
