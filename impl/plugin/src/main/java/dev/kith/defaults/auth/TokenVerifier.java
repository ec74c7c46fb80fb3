package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator.Identity;
import java.util.Optional;

/** Verifies one kind of bearer token. Safe for several threads. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Returns the holder of a token.
     *
     * @param token the token as it came with the request
     * @return the holder; empty if the token is of another kind, unknown, expired or meant for another audience
     */
    Optional<Identity> verify(String token);
}
