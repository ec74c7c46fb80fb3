package dev.kith.transport.rest;

import dev.kith.transport.Edge;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The verification page at its own path. */
@Path("verification")
@RequestScoped
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
}
