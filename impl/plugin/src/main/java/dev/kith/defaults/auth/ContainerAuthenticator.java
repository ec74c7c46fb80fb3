package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator;
import java.security.Principal;

/**
 * Accepts the principal that the container has authenticated; its roles in the container are the caller's roles. With a
 * MicroProfile JWT, the subject is the caller, and the entries of {@code groups} and {@code roles} are roles as well.
 */
public final class ContainerAuthenticator implements Authenticator {
    /** An authenticator that asks the container. */
    public ContainerAuthenticator() {
        // Everything it needs comes with the request.
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public Answer authenticate(Credentials credentials) {
        return credentials
                .principal()
                .filter(principal ->
                        principal.getName() != null && !principal.getName().isBlank())
                .map(principal -> answer(principal, credentials))
                .orElseGet(Answer.Nobody::new);
    }

    private static Answer answer(Principal principal, Credentials credentials) {
        return MicroProfileJwt.answer(principal, credentials)
                .orElseGet(() -> new Answer.Known(new Identity(principal.getName(), credentials::inRole, null)));
    }
}
