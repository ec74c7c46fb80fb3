package dev.kith.keycloak;

import dev.kith.Settings;
import dev.kith.spi.Authenticator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Authenticates callers by the access tokens of the realm that the request is for and that are meant for Kith. Their roles are those in the token: the roles
 * of the realm, and those of the client {@value #CLIENT}, which only its administrators can grant.
 */
final class RealmTokens implements Authenticator {
    static final String CLIENT = "kith";

    private volatile TokenAudience audience = TokenAudience.of(CLIENT);

    /** From now on, accepts the tokens that these settings allow, which are known only when Kith has started. */
    void follow(Settings settings) {
        settings.value("kith.keycloak.audience").map(TokenAudience::of).ifPresent(allowed -> audience = allowed);
    }

    @Override
    public String name() {
        return "realm";
    }

    @Override
    public Answer authenticate(Credentials credentials) {
        return credentials
                .bearerToken()
                .map(token -> answer(verified(KeycloakSessionUtil.getKeycloakSession(), token)))
                .orElseGet(Answer.Nobody::new);
    }

    private static @Nullable AuthResult verified(KeycloakSession session, String token) {
        return new BearerTokenAuthenticator(session).setTokenString(token).authenticate();
    }

    private Answer answer(@Nullable AuthResult result) {
        return result == null || !audience.includes(result.token())
                ? new Answer.Invalid()
                : new Answer.Known(new Identity(
                        result.user().getId(),
                        roles(result.token()),
                        result.user().getFirstAttribute(UserModel.LOCALE)));
    }

    private static Predicate<String> roles(AccessToken token) {
        AccessToken.Access realm = token.getRealmAccess();
        AccessToken.Access client = token.getResourceAccess(CLIENT);
        return role -> holds(realm, role) || holds(client, role);
    }

    private static boolean holds(AccessToken.@Nullable Access access, String role) {
        return access != null && access.isUserInRole(role);
    }
}
