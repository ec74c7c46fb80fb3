package dev.kith.transport.rest.pages;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Quarkus;
import dev.kith.transport.rest.RestRequest;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The verification page, at its own path. */
@Path("verification")
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class VerificationRoot extends VerificationResource {
    /** For proxies. */
    public VerificationRoot() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public VerificationRoot(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return in.isOurs(VerificationApplication.PATH);
    }
}
