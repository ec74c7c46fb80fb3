package dev.kith.standalone.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.delivery.Logged;
import dev.kith.health.HealthReport;
import dev.kith.health.ReadinessProbe;
import dev.kith.standalone.port.Certificates.Pair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on real sockets, with certificates of the JDK's keytool. */
class TlsTest {
    private final Server server = new Server(HttpPort.threads());

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;
    private Certificates certificates;

    @BeforeEach
    void files() {
        certificate = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        certificates = new Certificates(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void clients_choose_between_both_versions_of_http_in_the_handshake(String kind) throws Exception {
        Pair pair = write(certificates.make("one", kind));
        URI url = serve(new TlsFiles(certificate, key));

        assertThat(answer(url, pair, HttpClient.Version.HTTP_2))
                .satisfies(answer -> assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("secure"));
        assertThat(answer(url, pair, HttpClient.Version.HTTP_1_1).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer(url.resolve("/health/ready"), pair, HttpClient.Version.HTTP_2)
                        .body())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1"})
    void what_is_older_than_tls_1_2_is_refused(String protocol) throws Exception {
        Pair pair = write(certificates.make("one", "RSA"));
        URI url = serve(new TlsFiles(certificate, key));

        try (SSLSocket socket = (SSLSocket)
                trusting(pair).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        try (SSLSocket socket = (SSLSocket)
                trusting(pair).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void a_client_that_does_not_speak_tls_hears_nothing_of_the_application() throws Exception {
        write(certificates.make("one", "EC"));
        URI url = serve(new TlsFiles(certificate, key));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: l\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(said(socket)).doesNotContain("secure");
        }
    }

    private static String said(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void files_that_have_changed_are_used_for_the_next_handshake_and_broken_ones_are_not() throws Exception {
        Pair one = write(certificates.make("one", "EC"));
        TlsFiles tls = new TlsFiles(certificate, key);
        URI url = serve(tls);
        assertThat(shown(url, one)).isEqualTo(one.certificate());
        Pair two = certificates.make("two", "RSA");

        Files.writeString(certificate, two.certificatePem());
        List<String> half = Logged.by(TlsFiles.class, () -> {
            tls.check();
            tls.check();
        });
        assertThat(shown(url, one)).isEqualTo(one.certificate());
        Files.writeString(key, two.keyPem());
        List<String> whole = Logged.by(TlsFiles.class, () -> {
            tls.check();
            tls.check();
        });

        assertThat(shown(url, two)).isEqualTo(two.certificate());
        assertThat(half)
                .singleElement()
                .asString()
                .startsWith("WARNING tls=kept: ")
                .contains("cannot be used");
        assertThat(whole)
                .containsExactly("INFO tls=reloaded: the certificate in " + certificate + " is used from now on");
        Files.delete(key);
        assertThat(Logged.by(TlsFiles.class, () -> {
                    tls.check();
                    tls.check();
                }))
                .singleElement()
                .asString()
                .startsWith("WARNING tls=kept: " + key + " cannot be read");
        assertThat(shown(url, two)).isEqualTo(two.certificate());
    }

    @Test
    void those_that_vouch_for_the_certificate_are_shown_with_it() throws Exception {
        Pair one = write(certificates.makeChain("one", "authority"));
        URI url = serve(new TlsFiles(certificate, key));

        try (SSLSocket socket = connected(url, one)) {
            assertThat(socket.getSession().getPeerCertificates()).hasSize(2).startsWith(one.certificate());
        }
    }

    @Test
    void certificates_that_do_not_vouch_for_each_other_are_refused_with_a_sentence() throws Exception {
        Pair one = certificates.make("one", "RSA");
        Pair two = certificates.make("two", "RSA");

        assertThatThrownBy(() -> files(one.certificatePem() + two.certificatePem(), one.keyPem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the certificates are no chain: each has to be vouched for by the next one");
    }

    @Test
    void a_key_of_another_certificate_is_refused_with_a_sentence() throws Exception {
        Pair one = certificates.make("one", "RSA");
        Pair two = certificates.make("two", "RSA");
        Pair curve = certificates.make("three", "EC");

        assertThatThrownBy(() -> files(one.certificatePem(), two.keyPem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the key does not belong to the first certificate");
        assertThatThrownBy(() -> files(two.certificatePem() + one.certificatePem(), one.keyPem()))
                .hasMessageStartingWith("the key does not belong to the first certificate");
        assertThatThrownBy(() -> files(one.certificatePem(), curve.keyPem()))
                .hasMessageStartingWith("the file of the key has no key of the kind RSA");
    }

    @Test
    void files_of_another_kind_are_refused_with_a_sentence_that_quotes_no_key() throws Exception {
        Pair one = certificates.make("one", "RSA");
        String secret = one.keyPem().lines().skip(1).findFirst().orElseThrow();

        assertThatThrownBy(() -> files("nonsense", one.keyPem())).hasMessageContaining("PEM format");
        assertThatThrownBy(() -> files("", one.keyPem())).hasMessageContaining("has no certificate in PEM format");
        assertThatThrownBy(() -> files(one.certificatePem(), one.keyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY")))
                .hasMessageContaining("PKCS#8")
                .hasMessageContaining("openssl pkcs8 -topk8 -nodes")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(
                        () -> files(one.certificatePem(), one.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")))
                .hasMessageContaining("not encrypted");
        assertThatThrownBy(() -> files(one.certificatePem(), one.keyPem().replace(secret, secret.substring(4))))
                .hasMessageStartingWith("the file of the key has no key of the kind RSA")
                .hasMessageNotContaining(secret.substring(4));
    }

    private TlsFiles files(String certificatePem, String keyPem) throws IOException {
        Files.writeString(certificate, certificatePem);
        Files.writeString(key, keyPem);
        return new TlsFiles(certificate, key);
    }

    private Pair write(Pair pair) throws IOException {
        Files.writeString(certificate, pair.certificatePem());
        Files.writeString(key, pair.keyPem());
        return pair;
    }

    private URI serve(TlsFiles tls) throws Exception {
        ServerConnector connector = HttpPort.add(server, "127.0.0.1", 0, tls);
        server.setHandler(HttpPort.before(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        response.write(true, StandardCharsets.US_ASCII.encode("secure"), callback);
                        return true;
                    }
                },
                new ReadinessProbe(() -> true, Runnable::run),
                ready -> new HealthReport(ready, Map.of(), null, null),
                Duration.ofSeconds(30)));
        server.start();
        return URI.create("https://localhost:" + connector.getLocalPort() + "/");
    }

    private static X509Certificate shown(URI url, Pair trusted) throws Exception {
        try (SSLSocket socket = connected(url, trusted)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocket connected(URI url, Pair trusted) throws Exception {
        SSLSocket socket = (SSLSocket)
                trusting(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), url.getPort());
        socket.startHandshake();
        return socket;
    }

    private static HttpResponse<String> answer(URI url, Pair trusted, HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(trusted))
                .version(version)
                .build()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    /** Trusts this certificate and no other; keeps no session from one handshake to the next. */
    private static SSLContext trusting(Pair pair) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", pair.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
