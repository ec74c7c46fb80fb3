package dev.kith.spi.contract;

import dev.kith.spi.Authenticator.Credentials;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a request, as a transport would pass them.
 *
 * @param token the bearer token, {@code null} for none
 * @param principalName the name of the container's principal, {@code null} for none
 * @param containerRoles the principal's roles
 * @param headers other headers, by name in lower case
 */
public record RequestCredentials(
        @Nullable String token, @Nullable String principalName, Set<String> containerRoles, Map<String, String> headers)
        implements Credentials {

    /** A request without credentials. */
    public static final RequestCredentials NONE = new RequestCredentials(null, null, Set.of(), Map.of());

    /**
     * A request with a bearer token.
     *
     * @param token the token
     * @return its credentials
     */
    public static RequestCredentials bearer(String token) {
        return new RequestCredentials(token, null, Set.of(), Map.of());
    }

    /**
     * A request whose caller the container has authenticated.
     *
     * @param name the principal's name
     * @param roles the principal's roles
     * @return its credentials
     */
    public static RequestCredentials container(String name, String... roles) {
        return new RequestCredentials(null, name, Set.of(roles), Map.of());
    }

    @Override
    public Optional<String> bearerToken() {
        return Optional.ofNullable(token);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(principalName).map(name -> () -> name);
    }

    @Override
    public boolean inRole(String role) {
        return principalName != null && containerRoles.contains(role);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
