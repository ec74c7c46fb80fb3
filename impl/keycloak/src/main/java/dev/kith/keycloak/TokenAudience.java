package dev.kith.keycloak;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessToken;

/**
 * Which access tokens of the realm are meant for Kith: without that, every client that a user logs in to could act for the
 * user here.
 *
 * @param names what the audience of a token may be; {@value #ANY} for any
 */
record TokenAudience(Set<String> names) {
    private static final String ANY = "*";

    /** The audiences of a setting, separated by commas. */
    static TokenAudience of(String setting) {
        return new TokenAudience(Stream.of(setting.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** By its audience, or because it carries a role of the client {@value RealmTokens#CLIENT}. */
    boolean includes(AccessToken token) {
        return names.contains(ANY)
                || names(token.getAudience())
                || hasRole(token.getResourceAccess(RealmTokens.CLIENT));
    }

    private boolean names(String @Nullable [] audience) {
        return audience != null && Arrays.stream(audience).anyMatch(names::contains);
    }

    private static boolean hasRole(AccessToken.@Nullable Access client) {
        return client != null && client.getRoles() != null && !client.getRoles().isEmpty();
    }
}
