package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator.Credentials;
import dev.kith.spi.Authenticator.Identity;
import jakarta.json.JsonString;
import java.security.Principal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The principal that a server creates from a MicroProfile JWT. Its name may be the user's e-mail address or login name; the
 * caller is the subject of the token ({@code sub}).
 */
final class MicroProfileJwt {
    private static final boolean PRESENT = isPresent();

    private MicroProfileJwt() {}

    /** Servers without MicroProfile JWT lack its interface. */
    @SuppressWarnings("ReturnValueIgnored") // the class only has to be loaded
    private static boolean isPresent() {
        try {
            JsonWebToken.class.getName();
            return true;
        } catch (LinkageError missing) {
            return false;
        }
    }

    /** The subject of a token; empty if the principal does not come from a token, or the token has no subject. */
    static Optional<Identity> identity(Principal principal, Credentials credentials) {
        return PRESENT ? ofToken(principal, credentials) : Optional.empty();
    }

    private static Optional<Identity> ofToken(Principal principal, Credentials credentials) {
        if (principal instanceof JsonWebToken token) {
            @Nullable String subject = token.getSubject();
            return Optional.ofNullable(subject)
                    .filter(sub -> !sub.isBlank())
                    .map(sub -> new Identity(sub, role -> holds(token, credentials, role), null));
        }
        return Optional.empty();
    }

    /** Some servers answer only for roles that the application declares in its web.xml; the token contains all of them. */
    private static boolean holds(JsonWebToken token, Credentials credentials, String role) {
        @Nullable Set<String> groups = token.getGroups();
        return (groups != null && groups.contains(role))
                || names(token.getClaim("roles"), role)
                || credentials.inRole(role);
    }

    private static boolean names(@Nullable Object claim, String role) {
        return claim instanceof Collection<?> entries
                && entries.stream()
                        .anyMatch(entry -> role.equals(entry instanceof JsonString text ? text.getString() : entry));
    }
}
