package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The verification page at its own path. */
@Path("verification")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class VerificationRoot extends VerificationResource {
    /** For proxies. */
    public VerificationRoot() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public VerificationRoot(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return in.isOurs(VerificationApplication.PATH);
    }
}
