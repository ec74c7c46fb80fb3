package dev.kith.defaults;

import dev.kith.spi.Authenticator;

/** Takes the principal that the container has authenticated; the container's roles are the caller's. */
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
                .<Answer>map(
                        principal -> new Answer.Known(new Identity(principal.getName(), credentials::inRole, null)))
                .orElseGet(Answer.Nobody::new);
    }
}
