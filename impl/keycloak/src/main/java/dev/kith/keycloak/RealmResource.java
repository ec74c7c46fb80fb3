package dev.kith.keycloak;

import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.SchemaMethodsResource;
import dev.kith.transport.rest.SchemasResource;
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
     * @param transport serves the Kith of the realm
     */
    public RealmResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * Returns the calls.
     *
     * @return the resource that answers them
     */
    @Path("resources/v3alpha/users")
    public UsersResource users() {
        return new UsersResource(transport);
    }

    /**
     * Returns the calls about user schemas.
     *
     * @return the resource that answers them
     */
    @Path("resources/v3alpha/user_schemas")
    public SchemasResource schemas() {
        return new SchemasResource(transport);
    }

    /**
     * Returns the calls about user schemas over gRPC-Web.
     *
     * @return the resource that answers them
     */
    @Path(MethodsResource.SCHEMAS)
    public SchemaMethodsResource schemaMethods() {
        return new SchemaMethodsResource(transport);
    }

    /**
     * Returns the calls over gRPC-Web.
     *
     * @return the resource that answers them
     */
    @Path(MethodsResource.SERVICE)
    public MethodsResource methods() {
        return new MethodsResource(transport);
    }

    /**
     * Returns the page that the link in a verification mail opens.
     *
     * @return the resource that shows it
     */
    @Path("ui/login/mail/verification")
    public VerificationResource verification() {
        return new VerificationResource(transport);
    }

    /**
     * Returns the page that the link in a notice opens.
     *
     * @return the resource that shows it
     */
    @Path("ui/login/mail/undo")
    public RestorationResource restoration() {
        return new RestorationResource(transport);
    }
}
