package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator;
import java.util.List;

/** Asks authenticators in turn; the first that understands the credentials decides. */
public final class AuthenticatorChain implements Authenticator {
    private final List<Authenticator> links;

    /**
     * A chain.
     *
     * @param links asked in this order
     */
    public AuthenticatorChain(List<? extends Authenticator> links) {
        this.links = List.copyOf(links);
    }

    /**
     * Returns the default: the container's principal, otherwise a bearer token.
     *
     * @param verifiers verify bearer tokens, in this order
     * @return the chain
     */
    public static AuthenticatorChain containerThenBearer(List<? extends TokenVerifier> verifiers) {
        return new AuthenticatorChain(List.of(new ContainerAuthenticator(), new BearerAuthenticator(verifiers)));
    }

    @Override
    public String name() {
        return "default";
    }

    @Override
    public Answer authenticate(Credentials credentials) {
        for (Authenticator link : links) {
            Answer answer = link.authenticate(credentials);
            if (!(answer instanceof Answer.Nobody)) {
                return answer;
            }
        }
        return new Answer.Nobody();
    }
}
