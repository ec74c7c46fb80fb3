package dev.kith.standalone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.kith.KithStartException;
import dev.kith.api.UserAccounts.Unavailable;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.defaults.auth.TokenVerifier;
import dev.kith.spi.Authenticator.Identity;
import dev.kith.standalone.jwt.JwtKeyPlaces;
import dev.kith.standalone.jwt.JwtKeys;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens of an issuer elsewhere (JWT, RFC 7519). Signature by a key of the issuer, issuer, audience, expiry and
 * algorithm must hold. Only algorithms with a public key are accepted, so that neither an unsigned token nor one that is
 * "signed" with the public key as a password is ever looked at.
 */
final class JwtTokens implements TokenVerifier {
    private static final System.Logger LOG = System.getLogger(JwtTokens.class.getName());
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int LONGEST = 16_384;
    private static final int PARTS = 3;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final DefaultJWTProcessor<SecurityContext> processor;

    private JwtTokens(JWKSource<SecurityContext> keys, String issuer, String audience) {
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        this.processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** The verifier that is configured. */
    static Optional<TokenVerifier> configured(ConfiguredSettings settings, Clock clock) {
        Optional<String> keys = settings.find(ProgramSetting.JWT_JWKS);
        if (keys.isEmpty()) {
            refuseAlone(settings, ProgramSetting.JWT_ISSUER);
            refuseAlone(settings, ProgramSetting.JWT_AUDIENCE);
        }
        return keys.map(place -> new JwtTokens(
                source(place, clock),
                settings.get(ProgramSetting.JWT_ISSUER),
                settings.get(ProgramSetting.JWT_AUDIENCE)));
    }

    private static void refuseAlone(ConfiguredSettings settings, Setting<String> setting) {
        if (settings.find(setting).isPresent()) {
            throw new KithStartException(setting.key()
                    + " is set, but kith.jwt.jwks is not. Set kith.jwt.jwks to the URL or the file of the"
                    + " issuer's keys.");
        }
    }

    private static JWKSource<SecurityContext> source(String place, Clock clock) {
        return place.contains("://") ? new JwtKeys(remote(place), clock) : file(Path.of(place), clock);
    }

    private static JwtKeys.JwksPlace remote(String place) {
        try {
            URI url = URI.create(place);
            if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isThisMachine(url.getHost()))) {
                throw new KithStartException("kith.jwt.jwks is \"" + place
                        + "\", but keys that decide who gets in are fetched over https only (over http from"
                        + " this machine).");
            }
            return new JwtKeyPlaces.KeyUrl(url);
        } catch (IllegalArgumentException e) {
            throw new KithStartException("kith.jwt.jwks is \"" + place + "\", which is neither a URL nor a file.", e);
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static JWKSource<SecurityContext> file(Path file, Clock clock) {
        try {
            JwtKeys keys = new JwtKeys(new JwtKeyPlaces.JwksFile(file), clock);
            keys.load();
            return keys;
        } catch (IOException | ParseException e) {
            throw new KithStartException(
                    "The file " + file + " (kith.jwt.jwks) cannot be read as a set of keys (JWKS): " + e.getMessage()
                            + ".",
                    e);
        }
    }

    @Override
    public Optional<Identity> verify(String token) {
        if (token.length() > LONGEST || !isCanonical(token)) {
            return Optional.empty();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (signed.getHeader().getCriticalParams() != null) {
                return Optional.empty();
            }
            processor.process(signed, null);
            return identity(signed.getPayload().toJSONObject());
        } catch (KeySourceException e) {
            throw new Unavailable("no keys to check a JWT with", e);
        } catch (BadJOSEException | JOSEException | ParseException | RuntimeException | StackOverflowError e) {
            LOG.log(Level.DEBUG, "outcome=refused reason={0}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Three parts in the alphabet of JWS, each written in the one way that there is: the library reads others as well. */
    private static boolean isCanonical(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length == PARTS
                && Arrays.stream(parts)
                        .allMatch(part -> !part.isEmpty()
                                && Base64URL.encode(new Base64URL(part).decode())
                                        .toString()
                                        .equals(part));
    }

    /** The claims as they were written, because the library makes texts of what is none. Whoever writes oddly is refused. */
    private static Optional<Identity> identity(@Nullable Map<String, Object> claims) {
        if (claims == null
                || !(claims.get("sub") instanceof String subject)
                || subject.isBlank()
                || texts(claims.get("aud")).isEmpty()) {
            return Optional.empty();
        }
        return texts(claims.get("groups"))
                .flatMap(groups -> texts(claims.get("roles")).map(roles -> {
                    Set<String> all =
                            Stream.concat(groups.stream(), roles.stream()).collect(Collectors.toUnmodifiableSet());
                    return Identity.of(subject, all);
                }));
    }

    /** The texts of a claim that is a text, a list of texts or not there; empty for any other. */
    private static Optional<List<String>> texts(@Nullable Object claim) {
        if (claim == null) {
            return Optional.of(List.of());
        }
        Collection<?> items = claim instanceof Collection<?> several ? several : Collections.singleton(claim);
        return items.stream().allMatch(String.class::isInstance)
                ? Optional.of(items.stream().map(String.class::cast).toList())
                : Optional.empty();
    }
}
