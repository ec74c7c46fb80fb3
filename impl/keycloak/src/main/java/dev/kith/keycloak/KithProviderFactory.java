package dev.kith.keycloak;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;
import org.keycloak.timer.TimerProvider;

/** Found by Keycloak; starts and stops with the server. */
public final class KithProviderFactory implements RealmResourceProviderFactory {
    /** The part of the path that comes after the realm. */
    public static final String ID = "kith";

    private static final String PATROL = "kith-patrol";
    private static final long PATROL_MILLIS = 60_000;

    private @Nullable Realms realms;

    /** For Keycloak. */
    public KithProviderFactory() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void init(Config.Scope config) {
        // Kith reads its settings itself.
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        sessions.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            start(started.getFactory());
        } else if (event instanceof UserRemovedEvent removed) {
            started().forget(removed.getKeycloakSession(), removed.getRealm(), removed.getUser());
        } else if (event instanceof RealmRemovedEvent removed) {
            started().forget(removed.getKeycloakSession(), removed.getRealm());
        }
    }

    /** Fails now if anything is wrong with the configuration or the tables, so that Keycloak does not start. */
    private void start(KeycloakSessionFactory sessions) {
        Realms opened = Realms.open(sessions);
        realms = opened;
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(TimerProvider.class).scheduleTask(opened::patrol, PATROL_MILLIS, PATROL);
        }
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new KithProvider(session, started());
    }

    private Realms started() {
        return Objects.requireNonNull(realms, "Keycloak has not started yet");
    }

    @Override
    public void close() {
        if (realms != null) {
            realms.close();
        }
    }
}
