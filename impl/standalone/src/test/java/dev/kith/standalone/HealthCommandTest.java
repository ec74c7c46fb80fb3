package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void a_server_that_says_that_it_is_ready_is() throws Exception {
        assertThat(ask(200, "{\"status\":\"UP\"}")).isZero();
        assertThat(said.toString(UTF_8)).isEqualTo("{\"status\":\"UP\"}" + System.lineSeparator());
    }

    @Test
    void one_that_says_that_it_is_not_or_leads_elsewhere_is_not() throws Exception {
        assertThat(ask(503, "{\"status\":\"DOWN\"}")).isEqualTo(1);
        assertThat(said.toString(UTF_8)).contains("DOWN");
        assertThat(ask(302, "")).isEqualTo(1);
        assertThat(ask(404, "")).isEqualTo(1);
    }

    @Test
    void one_that_is_not_there_or_is_silent_is_not() throws Exception {
        URI silent;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            silent = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            assertThat(HealthCommand.run(silent, Duration.ofMillis(100), out())).isEqualTo(1);
        }
        assertThat(HealthCommand.run(silent, Duration.ofSeconds(60), out())).isEqualTo(1);
        assertThat(said.toString(UTF_8)).contains("/health/ready does not answer: ");
    }

    @Test
    void the_certificate_is_for_a_name_and_not_for_this_machine() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=id.example.com",
                        "-alias",
                        "kith",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));

        assertThat(ask(server, "https", 200, "{\"status\":\"UP\"}"))
                .as(said.toString(UTF_8))
                .isZero();
    }

    private int ask(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return ask(server, "http", status, body);
    }

    private int ask(HttpServer server, String scheme, int status, String body) {
        server.createContext("/health/ready", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Location", "/health/live");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/health/live", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            return HealthCommand.run(
                    URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort()),
                    Duration.ofSeconds(60),
                    out());
        } finally {
            server.stop(0);
        }
    }

    private PrintStream out() {
        return new PrintStream(said, true, UTF_8);
    }
}
