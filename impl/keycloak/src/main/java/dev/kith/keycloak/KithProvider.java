package dev.kith.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** What is below {@code /realms/<realm>/kith/} for one request. */
final class KithProvider implements RealmResourceProvider {
    private final KeycloakSession session;
    private final Realms realms;

    KithProvider(KeycloakSession session, Realms realms) {
        this.session = session;
        this.realms = realms;
    }

    @Override
    public Object getResource() {
        return new RealmResource(realms.edge(session.getContext().getRealm()));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
