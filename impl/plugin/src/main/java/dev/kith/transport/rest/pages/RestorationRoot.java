package dev.kith.transport.rest.pages;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Quarkus;
import dev.kith.transport.rest.RestRequest;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The page for undoing a change, at its own path. */
@Path("undo")
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class RestorationRoot extends RestorationResource {
    /** For proxies. */
    public RestorationRoot() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public RestorationRoot(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return in.isOurs(VerificationApplication.PATH);
    }
}
