package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator.Answer;
import dev.kith.spi.Authenticator.Credentials;
import dev.kith.spi.Authenticator.Identity;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The principal that a server creates from a MicroProfile JWT. Its name may be the user's e-mail address or login name; the
 * caller is the subject of the token ({@code sub}). Claims of odd types (a subject that is a number, roles that are no texts)
 * are refused, whatever the server makes of them.
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
    static Optional<Answer> answer(Principal principal, Credentials credentials) {
        return PRESENT ? ofToken(principal, credentials) : Optional.empty();
    }

    private static Optional<Answer> ofToken(Principal principal, Credentials credentials) {
        return principal instanceof JsonWebToken token ? ofClaims(token, credentials) : Optional.empty();
    }

    /** Some servers find out that a claim is of an odd type only when it is asked for. */
    private static Optional<Answer> ofClaims(JsonWebToken token, Credentials credentials) {
        try {
            @Nullable Object written = token.getClaim("sub");
            Optional<Set<String>> groups = texts(token.getGroups());
            Optional<Set<String>> roles = texts(token.getClaim("roles"));
            if ((written != null && text(written).isEmpty()) || groups.isEmpty() || roles.isEmpty()) {
                return Optional.of(new Answer.Invalid());
            }
            @Nullable String subject = token.getSubject();
            return Optional.ofNullable(subject)
                    .filter(sub -> !sub.isBlank())
                    .map(sub ->
                            new Answer.Known(new Identity(sub, holder(groups.get(), roles.get(), credentials), null)));
        } catch (RuntimeException odd) {
            return Optional.of(new Answer.Invalid());
        }
    }

    /** Some servers answer only for roles that the application declares in its web.xml; the token contains all of them. */
    private static Predicate<String> holder(Set<String> groups, Set<String> roles, Credentials credentials) {
        return role -> groups.contains(role) || roles.contains(role) || credentials.inRole(role);
    }

    /** The texts of a claim that is a text, several texts or not there; empty for any other. */
    private static Optional<Set<String>> texts(@Nullable Object claim) {
        if (claim == null || claim == JsonValue.NULL) {
            return Optional.of(Set.of());
        }
        Collection<?> items = claim instanceof Collection<?> several ? several : Collections.singleton(claim);
        List<String> texts = items.stream()
                .map(MicroProfileJwt::text)
                .flatMap(Optional::stream)
                .toList();
        return texts.size() == items.size() ? Optional.of(Set.copyOf(texts)) : Optional.empty();
    }

    private static Optional<String> text(@Nullable Object item) {
        if (item instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        return item instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
