package dev.kith.defaults.auth;

import dev.kith.spi.Authenticator.Identity;
import java.util.Optional;

/** Knows the holders of one kind of bearer token. Safe for several threads. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Who holds a token.
     *
     * @param token the token as it came with the request
     * @return the holder; empty where the token is of another kind, unknown, expired or for somebody else
     */
    Optional<Identity> verify(String token);
}
