package dev.kith.transport.rest.pages;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Quarkus;
import dev.kith.transport.rest.RestRequest;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The page for undoing a change, in a Quarkus application. */
@Path("ui/login/mail/undo")
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class QuarkusRestoration extends RestorationResource {
    /** For proxies. */
    public QuarkusRestoration() {}

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    @Inject
    public QuarkusRestoration(TransportContext transport) {
        super(transport);
    }

    @Override
    boolean isMeant(RestRequest in) {
        return Quarkus.isHere();
    }
}
