package dev.kith.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.kith.it.processes.Runner;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtTest {
    private static final String USER = "/resources/v3alpha/users/demo";
    private static final String ISSUER = "https://login.example.com";
    private static final String AUDIENCE = "kith";

    @TempDir
    static Path folder;

    private static RSAKey key;
    private static RSAKey strangersKey;
    private static Runner runner;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        strangersKey = new RSAKeyGenerator(2048).keyID("k1").generate();
        Path keys = Files.writeString(folder.resolve("keys.json"), publicKeys());
        runner = Runner.start(
                folder, "--kith.jwt.jwks=" + keys, "--kith.jwt.issuer=" + ISSUER, "--kith.jwt.audience=" + AUDIENCE);
    }

    private static String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void a_role_of_the_token_is_a_role_of_the_caller() throws Exception {
        assertThat(status(signed(claims -> claims.claim("groups", List.of("IAM_OWNER")))))
                .isEqualTo(200);
        assertThat(status(signed(claims -> claims.claim("roles", List.of("ORG_OWNER@default")))))
                .isEqualTo(200);
        assertThat(status(signed(claims -> claims.claim("roles", List.of("ORG_OWNER@other")))))
                .isEqualTo(403);
        assertThat(status(signed(claims -> claims))).isEqualTo(403);
    }

    @Test
    void the_subject_is_the_caller() throws Exception {
        assertThat(status(signed(claims -> claims.subject("demo")))).isEqualTo(200);
    }

    @Test
    void a_token_that_is_not_for_us_is_refused() throws Exception {
        assertThat(status(signed(claims -> owner(claims).issuer("https://evil.example"))))
                .isEqualTo(401);
        assertThat(status(signed(claims -> owner(claims).audience("other")))).isEqualTo(401);
        assertThat(status(signed(claims -> owner(claims).expirationTime(in(-120)))))
                .isEqualTo(401);
        assertThat(status(signed(claims -> owner(claims).expirationTime(null)))).isEqualTo(401);
        assertThat(status(signed(claims -> owner(claims).notBeforeTime(in(600)))))
                .isEqualTo(401);
        assertThat(status(signed(claims -> owner(claims).subject(null)))).isEqualTo(401);
    }

    @Test
    void a_token_that_is_not_signed_by_the_issuer_is_refused() throws Exception {
        JWTClaimsSet claims = owner(claims()).build();
        byte[] publicKey = publicKeys().getBytes(UTF_8);

        assertThat(status(new PlainJWT(claims).serialize())).isEqualTo(401);
        assertThat(status(signed(claims, JWSAlgorithm.RS256, new RSASSASigner(strangersKey))))
                .isEqualTo(401);
        assertThat(status(signed(claims, JWSAlgorithm.HS256, new MACSigner(publicKey))))
                .isEqualTo(401);
        assertThat(status(signed(
                        claims,
                        JWSAlgorithm.HS256,
                        new MACSigner(key.toRSAPublicKey().getEncoded()))))
                .isEqualTo(401);
        String[] parts =
                signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key)).split("\\.");
        assertThat(status(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
        assertThat(status("a.b.c")).isEqualTo(401);
    }

    @Test
    void keys_are_fetched_from_a_url() throws Exception {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            byte[] keys = publicKeys().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        issuer.start();
        Path own = Files.createDirectory(folder.resolve("url"));
        try (Runner other = Runner.start(
                own,
                "--kith.jwt.jwks=http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                "--kith.jwt.issuer=" + ISSUER,
                "--kith.jwt.audience=" + AUDIENCE)) {
            String token = signed(JwtTest::owner);

            assertThat(other.call(token, "GET", USER, "").statusCode()).isEqualTo(200);
        } finally {
            issuer.stop(0);
        }
    }

    private static int status(String token) {
        return runner.call(token, "GET", USER, "").statusCode();
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(change.apply(claims()).build(), JWSAlgorithm.RS256, new RSASSASigner(key));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("somebody")
                .expirationTime(in(300));
    }

    private static JWTClaimsSet.Builder owner(JWTClaimsSet.Builder claims) {
        return claims.claim("groups", List.of("IAM_OWNER"));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
