package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The verification page in a Quarkus application. */
@Path("ui/login/mail/verification")
@RequestScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusVerification extends VerificationResource {
    /** For proxies. */
    public QuarkusVerification() {}

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    @Inject
    public QuarkusVerification(Edge edge) {
        super(edge);
    }

    @Override
    boolean isMeant(Incoming in) {
        return Quarkus.isHere();
    }
}
