package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator;
import java.util.List;
import java.util.Optional;

/** Accepts a bearer token that one of several verifiers knows. */
public final class BearerAuthenticator implements Authenticator {
    private final List<TokenVerifier> verifiers;

    /**
     * An authenticator.
     *
     * @param verifiers asked in this order; if there are none, no token is accepted
     */
    public BearerAuthenticator(List<? extends TokenVerifier> verifiers) {
        this.verifiers = List.copyOf(verifiers);
    }

    @Override
    public String name() {
        return "bearer";
    }

    @Override
    public Answer authenticate(Credentials credentials) {
        return credentials.bearerToken().<Answer>map(this::holder).orElseGet(Answer.Nobody::new);
    }

    private Answer holder(String token) {
        return verifiers.stream()
                .map(verifier -> verifier.verify(token))
                .flatMap(Optional::stream)
                .<Answer>map(Answer.Known::new)
                .findFirst()
                .orElseGet(Answer.Invalid::new);
    }
}
