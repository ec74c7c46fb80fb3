package dev.kith.defaults.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.core.Sha256;
import dev.kith.spi.Authenticator.Identity;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Verifies the tokens that were made for administrators, of which only the hashes are stored. The tokens are long and random,
 * so a plain hash is enough, and looking one up by its hash reveals nothing about the other stored ones.
 */
public final class AdministratorTokens implements TokenVerifier {
    private final Function<String, Optional<Identity>> holders;

    /**
     * A verifier that looks tokens up.
     *
     * @param holders finds the holder of a token by its hash, as {@link #hash} returns it
     */
    public AdministratorTokens(Function<String, Optional<Identity>> holders) {
        this.holders = holders;
    }

    /**
     * Returns a verifier for one token, whose hash is compared in constant time.
     *
     * @param hash the token's hash, as {@link #hash} returns it
     * @param subject its holder
     * @param roles the holder's roles
     * @return the verifier
     */
    public static AdministratorTokens one(String hash, String subject, Set<String> roles) {
        byte[] expected = hash.getBytes(UTF_8);
        Identity holder = Identity.of(subject, roles);
        return new AdministratorTokens(given ->
                MessageDigest.isEqual(expected, given.getBytes(UTF_8)) ? Optional.of(holder) : Optional.empty());
    }

    @Override
    public Optional<Identity> verify(String token) {
        return holders.apply(hash(token));
    }

    /**
     * Returns what is stored of a token.
     *
     * @param token the token
     * @return its SHA-256 in lower-case hexadecimal digits
     */
    public static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.of(token));
    }
}
