package dev.kith.keycloak;

import dev.kith.Kith;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.RealmModel;

/**
 * The URL where people reach the Kith of a realm. It comes only from the configuration, because a request can claim any host:
 * {@code kith.public-url} (Keycloak's base URL), the realm's frontend URL, or Keycloak's option {@code hostname} if it is a full
 * URL.
 */
final class PublicUrl {
    private PublicUrl() {}

    static Optional<String> of(RealmModel realm) {
        return Kith.builder()
                .readSettings()
                .value("kith.public-url")
                .map(String::strip)
                .or(() -> url(realm.getAttribute("frontendUrl")))
                .or(() -> url(Config.scope("hostname", "v2").get("hostname")))
                .map(base -> UriBuilder.fromUri(base)
                        .segment("realms", realm.getName(), KithProviderFactory.ID)
                        .build()
                        .toString());
    }

    private static Optional<String> url(String text) {
        return Optional.ofNullable(text).filter(url -> url.startsWith("http://") || url.startsWith("https://"));
    }
}
