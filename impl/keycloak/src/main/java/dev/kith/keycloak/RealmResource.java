package dev.kith.keycloak;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.UsersResource;
import dev.kith.transport.rest.pages.RestorationResource;
import dev.kith.transport.rest.pages.VerificationResource;
import jakarta.ws.rs.Path;

/** The paths of Kith in a realm. */
public class RealmResource {
    private final TransportContext transport;

    /**
     * The paths.
     *
     * @param transport the realm's Kith
     */
    public RealmResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * The calls.
     *
     * @return who answers them
     */
    @Path("resources/v3alpha/users")
    public UsersResource users() {
        return new UsersResource(transport);
    }

    /**
     * The calls over gRPC-Web.
     *
     * @return who answers them
     */
    @Path(MethodsResource.SERVICE)
    public MethodsResource methods() {
        return new MethodsResource(transport);
    }

    /**
     * The page behind the link of a verification mail.
     *
     * @return who shows it
     */
    @Path("ui/login/mail/verification")
    public VerificationResource verification() {
        return new VerificationResource(transport);
    }

    /**
     * The page behind the link of a notice.
     *
     * @return who shows it
     */
    @Path("ui/login/mail/undo")
    public RestorationResource restoration() {
        return new RestorationResource(transport);
    }
}
