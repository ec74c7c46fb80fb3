package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import dev.kith.MovableClock;
import dev.kith.api.UserAccounts.Unavailable;
import dev.kith.defaults.auth.TokenVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {
    private static final String CLAIMS = "\"iss\":\"https://login.example.com\",\"exp\":4000000000";
    private static final String GOOD = "{" + CLAIMS + ",\"aud\":\"kith\",\"sub\":\"alice\",\"roles\":[\"IAM_OWNER\"]}";

    private static RSAKey first;
    private static RSAKey second;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.now());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetched = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile String published = "";
    private volatile boolean hangs;

    @BeforeAll
    static void makeKeys() throws Exception {
        first = new RSAKeyGenerator(2048).keyID("first").generate();
        second = new RSAKeyGenerator(2048).keyID("second").generate();
    }

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"aud\":\"kith\",\"sub\":\"alice\",\"roles\":[null,\"IAM_OWNER\"]",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"groups\":[null]",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"groups\":[1,\"IAM_OWNER\"]",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"roles\":[[\"IAM_OWNER\"]]",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"roles\":{\"IAM_OWNER\":true}",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"roles\":7",
                "\"aud\":\"kith\",\"sub\":7",
                "\"aud\":\"kith\",\"sub\":true",
                "\"aud\":\"kith\",\"sub\":[\"alice\"]",
                "\"aud\":\"kith\",\"sub\":null",
                "\"aud\":\"kith\",\"sub\":\" \"",
                "\"aud\":[\"kith\",null],\"sub\":\"alice\"",
                "\"aud\":[\"kith\",7],\"sub\":\"alice\"",
                "\"aud\":{\"kith\":1},\"sub\":\"alice\"",
                "\"aud\":null,\"sub\":\"alice\"",
                "\"sub\":\"alice\"",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"nbf\":\"soon\"",
                "\"aud\":\"kith\",\"sub\":\"alice\",\"iat\":{}"
            })
    void a_signed_token_with_odd_claims_is_refused(String odd) throws Exception {
        assertThat(ofFile().verify(signed(first, "{" + CLAIMS + "," + odd + "}")))
                .isEmpty();
    }

    @Test
    void texts_and_lists_of_texts_are_not_odd() throws Exception {
        TokenVerifier tokens = ofFile();

        assertThat(tokens.verify(signed(first, GOOD)).orElseThrow().roles().test("IAM_OWNER"))
                .isTrue();
        assertThat(tokens.verify(
                                signed(
                                        first,
                                        "{" + CLAIMS
                                                + ",\"aud\":[\"other\",\"kith\"],\"sub\":\"bob\",\"groups\":\"IAM_OWNER\",\"roles\":null}"))
                        .orElseThrow()
                        .subject())
                .isEqualTo("bob");
    }

    @Test
    void a_header_that_names_what_must_be_understood_is_refused_even_if_it_names_nothing() throws Exception {
        assertThat(ofFile().verify(signed(first, "{\"alg\":\"RS256\",\"kid\":\"first\",\"crit\":[]}", GOOD)))
                .isEmpty();
    }

    @Test
    void a_token_in_another_spelling_is_refused() throws Exception {
        TokenVerifier tokens = ofFile();
        String token = signed(first, GOOD);
        while (!token.substring(token.lastIndexOf('.')).matches(".*[-_].*")) {
            token = signed(first, GOOD.replace("alice", "alice" + token.hashCode()));
        }
        int signature = token.lastIndexOf('.') + 1;

        assertThat(tokens.verify(token)).isPresent();
        assertThat(tokens.verify(token.substring(0, signature)
                        + token.substring(signature).replace('-', '+').replace('_', '/')))
                .isEmpty();
        assertThat(tokens.verify(token + "=")).isEmpty();
        assertThat(tokens.verify(token + "==")).isEmpty();
        assertThat(tokens.verify(token + "\n")).isEmpty();
        assertThat(tokens.verify(token + ".")).isEmpty();
        // 256 bytes leave four bits of the last character unused.
        char last = token.charAt(token.length() - 1);
        assertThat(tokens.verify(token.substring(0, token.length() - 1) + (char) (last + 1)))
                .isEmpty();
    }

    @Test
    void a_file_is_read_again_when_it_changes() throws Exception {
        TokenVerifier tokens = ofFile();
        assertThat(tokens.verify(signed(first, GOOD))).isPresent();

        Files.writeString(folder.resolve("keys.json"), publicKeys(second));
        clock.forward(Duration.ofSeconds(1));

        assertThat(tokens.verify(signed(first, GOOD))).isEmpty();
        assertThat(tokens.verify(signed(second, GOOD))).isPresent();
    }

    @Test
    void a_file_that_cannot_be_read_any_more_is_trusted_for_a_day() throws Exception {
        TokenVerifier tokens = ofFile();
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[");
        clock.forward(Duration.ofHours(23));
        assertThat(tokens.verify(signed(first, GOOD))).isPresent();

        clock.forward(Duration.ofHours(1));

        assertThatThrownBy(() -> tokens.verify(signed(first, GOOD))).isInstanceOf(Unavailable.class);
    }

    @Test
    void an_unknown_key_is_looked_for_at_the_url_but_not_at_will() throws Exception {
        try (Issuer issuer = new Issuer()) {
            TokenVerifier tokens = of(issuer.url());
            published = publicKeys(first);
            awaitVerified(tokens, signed(first, GOOD));
            assertThat(fetched).hasValue(1);

            for (int call = 0; call < 20; call++) {
                assertThat(tokens.verify(signed(second, GOOD))).isEmpty();
            }
            assertThat(fetched).hasValue(1);

            published = publicKeys(second);
            clock.forward(Duration.ofSeconds(30));
            awaitVerified(tokens, signed(second, GOOD));
            assertThat(tokens.verify(signed(first, GOOD))).isEmpty();
            assertThat(fetched).hasValue(2);
        }
    }

    @Test
    void a_url_that_is_away_is_trusted_for_a_day_and_no_longer() throws Exception {
        Issuer issuer = new Issuer();
        TokenVerifier tokens = of(issuer.url());
        published = publicKeys(first);
        awaitVerified(tokens, signed(first, GOOD));
        issuer.close();

        clock.forward(Duration.ofHours(23));
        assertThat(tokens.verify(signed(first, GOOD))).isPresent();
        clock.forward(Duration.ofHours(1));

        assertThatThrownBy(() -> tokens.verify(signed(first, GOOD))).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_url_that_hangs_holds_up_nobody_whose_key_is_known() throws Exception {
        try (Issuer issuer = new Issuer()) {
            TokenVerifier tokens = of(issuer.url());
            published = publicKeys(first);
            awaitVerified(tokens, signed(first, GOOD));

            hangs = true;
            clock.forward(Duration.ofHours(2));
            for (int call = 0; call < 100; call++) {
                assertThat(tokens.verify(signed(first, GOOD))).isPresent();
                assertThat(tokens.verify(signed(second, GOOD))).isEmpty();
            }
            eventually(() -> fetched.get() > 1);
            assertThat(fetched).hasValue(2);
            assertThat(end.getCount()).as("it still hangs").isOne();
        }
    }

    /** A caller waits for keys for a moment only, whatever the machine does meanwhile; who asks again has them. */
    private static void awaitVerified(TokenVerifier tokens, String token) {
        eventually(() -> {
            try {
                return tokens.verify(token).isPresent();
            } catch (Unavailable none) {
                return false;
            }
        });
    }

    private static void eventually(BooleanSupplier condition) {
        long last = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(last);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** A server for keys that counts how often it is asked, and may hang in the midst of its answer. */
    private final class Issuer implements AutoCloseable {
        private final HttpServer server;

        Issuer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/keys", exchange -> {
                fetched.incrementAndGet();
                byte[] keys = published.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, keys.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(keys, 0, 1);
                    body.flush();
                    if (hangs) {
                        end.await();
                    }
                    body.write(keys, 1, keys.length - 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        }

        @Override
        public void close() {
            end.countDown();
            server.stop(0);
        }
    }

    private TokenVerifier ofFile() throws IOException {
        return of(Files.writeString(folder.resolve("keys.json"), publicKeys(first))
                .toString());
    }

    private TokenVerifier of(String jwks) {
        Arguments arguments = Arguments.read(new String[] {
            "--kith.jwt.jwks=" + jwks, "--kith.jwt.issuer=https://login.example.com", "--kith.jwt.audience=kith"
        });
        return JwtTokens.configured(Runner.described(arguments).readSettings(), clock)
                .orElseThrow();
    }

    private static String publicKeys(RSAKey key) {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private static String signed(RSAKey key, String claims) throws Exception {
        return signed(key, "{\"alg\":\"RS256\",\"kid\":\"" + key.getKeyID() + "\"}", claims);
    }

    /** Signs whatever there is, as the library would not. */
    private static String signed(RSAKey key, String header, String claims) throws Exception {
        String content = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        return content + "." + new RSASSASigner(key).sign(new JWSHeader(JWSAlgorithm.RS256), content.getBytes(UTF_8));
    }
}
