package dev.kith.keycloak;

import dev.kith.transport.Edge;
import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.RestorationResource;
import dev.kith.transport.rest.UsersResource;
import dev.kith.transport.rest.VerificationResource;
import jakarta.ws.rs.Path;

/** The paths of Kith in a realm. */
public class RealmResource {
    private final Edge edge;

    /**
     * The paths.
     *
     * @param edge the realm's Kith
     */
    public RealmResource(Edge edge) {
        this.edge = edge;
    }

    /**
     * The calls.
     *
     * @return who answers them
     */
    @Path("resources/v3alpha/users")
    public UsersResource users() {
        return new UsersResource(edge);
    }

    /**
     * The calls over gRPC-Web.
     *
     * @return who answers them
     */
    @Path(MethodsResource.SERVICE)
    public MethodsResource methods() {
        return new MethodsResource(edge);
    }

    /**
     * The page behind the link of a verification mail.
     *
     * @return who shows it
     */
    @Path("ui/login/mail/verification")
    public VerificationResource verification() {
        return new VerificationResource(edge);
    }

    /**
     * The page behind the link of a notice.
     *
     * @return who shows it
     */
    @Path("ui/login/mail/undo")
    public RestorationResource restoration() {
        return new RestorationResource(edge);
    }
}
