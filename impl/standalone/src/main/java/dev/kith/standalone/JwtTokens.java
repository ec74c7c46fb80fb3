package dev.kith.standalone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.kith.KithStartException;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.defaults.auth.TokenVerifier;
import dev.kith.spi.Authenticator.Identity;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bearer tokens of an issuer elsewhere (JWT, RFC 7519). Signature by a key of the issuer, issuer, audience, expiry and
 * algorithm must hold. Only algorithms with a public key are accepted, so that neither an unsigned token nor one that is
 * "signed" with the public key as a password is ever looked at.
 */
final class JwtTokens implements TokenVerifier {
    private static final System.Logger LOG = System.getLogger(JwtTokens.class.getName());
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int LONGEST = 16_384;
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
    static Optional<TokenVerifier> configured(ConfiguredSettings settings) {
        Optional<String> keys = settings.find(ProgramSetting.JWT_JWKS);
        if (keys.isEmpty()) {
            refuseAlone(settings, ProgramSetting.JWT_ISSUER);
            refuseAlone(settings, ProgramSetting.JWT_AUDIENCE);
        }
        return keys.map(place -> new JwtTokens(
                source(place), settings.get(ProgramSetting.JWT_ISSUER), settings.get(ProgramSetting.JWT_AUDIENCE)));
    }

    private static void refuseAlone(ConfiguredSettings settings, Setting<String> setting) {
        if (settings.find(setting).isPresent()) {
            throw new KithStartException(setting.key()
                    + " is set, but kith.jwt.jwks is not. Set kith.jwt.jwks to the URL or the file of the"
                    + " issuer's keys.");
        }
    }

    private static JWKSource<SecurityContext> source(String place) {
        return place.contains("://") ? remote(place) : file(new File(place));
    }

    private static JWKSource<SecurityContext> remote(String place) {
        try {
            URI url = URI.create(place);
            if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isThisMachine(url.getHost()))) {
                throw new KithStartException("kith.jwt.jwks is \"" + place
                        + "\", but keys that decide who gets in are fetched over https only (over http from"
                        + " this machine).");
            }
            return JWKSourceBuilder.create(url.toURL())
                    .retrying(true)
                    .outageTolerantForever()
                    .build();
        } catch (IllegalArgumentException | MalformedURLException e) {
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

    private static JWKSource<SecurityContext> file(File file) {
        try {
            return new ImmutableJWKSet<>(JWKSet.load(file));
        } catch (IOException | ParseException e) {
            throw new KithStartException(
                    "The file " + file + " (kith.jwt.jwks) cannot be read as a set of keys (JWKS): " + e.getMessage()
                            + ".",
                    e);
        }
    }

    @Override
    public Optional<Identity> verify(String token) {
        if (token.length() > LONGEST || token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
            Set<String> roles = Stream.concat(texts(claims.getClaim("groups")), texts(claims.getClaim("roles")))
                    .collect(Collectors.toUnmodifiableSet());
            return Optional.ofNullable(claims.getSubject())
                    .filter(subject -> !subject.isBlank())
                    .map(subject -> new Identity(subject, roles::contains, null));
        } catch (KeySourceException e) {
            LOG.log(Level.WARNING, "outcome=keys-unreachable: no JWT can be checked until kith.jwt.jwks answers again");
            return Optional.empty();
        } catch (BadJOSEException | JOSEException | ParseException e) {
            LOG.log(Level.DEBUG, "outcome=refused reason={0}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Stream<String> texts(Object claim) {
        if (claim instanceof String text) {
            return Stream.of(text);
        }
        List<?> items = claim instanceof Collection<?> several ? List.copyOf(several) : List.of();
        return items.stream().filter(String.class::isInstance).map(String.class::cast);
    }
}
