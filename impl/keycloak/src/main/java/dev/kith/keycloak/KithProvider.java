package dev.kith.keycloak;

import dev.kith.transport.TransportContext;
import jakarta.ws.rs.HttpMethod;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Serves one request below {@code /realms/<realm>/kith/}. */
final class KithProvider implements RealmResourceProvider {
    private final KeycloakSession session;
    private final Realms realms;

    KithProvider(KeycloakSession session, Realms realms) {
        this.session = session;
        this.realms = realms;
    }

    @Override
    public Object getResource() {
        TransportContext transport = realms.transportOf(session.getContext().getRealm());
        return session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.OPTIONS)
                ? new PreflightResource(transport.cors())
                : new RealmResource(transport);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
