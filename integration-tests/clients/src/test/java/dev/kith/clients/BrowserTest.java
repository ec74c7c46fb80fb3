package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page in headless Chromium that calls over gRPC-Web and Connect from another origin. The page has a server of its own, which hands
 * out the modules as npm has installed them and hears how it went.
 */
class BrowserTest {
    private static final long SECONDS = 300;

    @TempDir
    private Path folder;

    @Test
    void a_page_of_a_configured_origin_calls_over_grpc_web_and_connect() throws Exception {
        try (PageServer pages = new PageServer();
                RunningServer server = RunningServer.start(
                        Files.createDirectory(folder.resolve("server")),
                        "--kith.cors.allowed-origins=" + pages.origin())) {
            pages.parameters("{\"url\": \"" + server.url() + "\", \"token\": \"" + server.token() + "\"}");

            assertThat(visit(pages).split("\n"))
                    .containsExactlyElementsOf(Stream.of(
                                    Scenario.STEPS,
                                    Scenario.STEPS,
                                    Scenario.OF_REFERENCE,
                                    Scenario.OF_REFERENCE,
                                    Scenario.OF_REFERENCE)
                            .flatMap(List::stream)
                            .toList());
        }
    }

    @Test
    void a_page_of_another_origin_is_stopped_by_the_browser() throws Exception {
        try (PageServer pages = new PageServer();
                RunningServer server = RunningServer.start(
                        Files.createDirectory(folder.resolve("server")),
                        "--kith.cors.allowed-origins=https://other.example")) {
            pages.parameters("{\"url\": \"" + server.url() + "\", \"token\": \"" + server.token() + "\"}");

            assertThat(visit(pages)).startsWith("failed: ").contains("Failed to fetch");
        }
    }

    private String visit(PageServer pages) throws Exception {
        Path output = folder.resolve("chromium.txt");
        Process chromium = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        "--remote-debugging-port=0",
                        pages.origin() + "/")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return pages.result.get(SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException silent) {
            throw new AssertionError("the page said nothing: " + Files.readString(output), silent);
        } finally {
            end(chromium);
        }
    }

    /** Its children hold files in the profile, so they have to go before the folder does. */
    private static void end(Process chromium) throws InterruptedException {
        var children = chromium.descendants().toList();
        chromium.destroy();
        if (!chromium.waitFor(10, TimeUnit.SECONDS)) {
            chromium.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    private static final class PageServer implements AutoCloseable {
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final ExecutorService threads = Executors.newFixedThreadPool(4);
        private final HttpServer server;
        private volatile String parameters = "";

        PageServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            Path clients = Path.of(System.getProperty("kith.clients.folder"));
            Path scripts = clients.resolve("src/test/js");
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                serve(exchange, scripts.resolve(path.equals("/") ? "page.html" : path.substring(1)));
            });
            server.createContext(
                    "/node_modules/",
                    exchange -> serve(
                            exchange,
                            clients.resolve(exchange.getRequestURI().getPath().substring(1))));
            server.createContext(
                    "/descriptors", exchange -> serve(exchange, Path.of(System.getProperty("kith.wire.descriptors"))));
            server.createContext(
                    "/parameters",
                    exchange -> send(exchange, 200, "application/json", parameters.getBytes(StandardCharsets.UTF_8)));
            server.createContext("/result", exchange -> {
                String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                send(exchange, 200, "text/plain", new byte[0]);
                result.complete(text);
            });
            server.start();
        }

        String origin() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void parameters(String json) {
            parameters = json;
        }

        private static void serve(HttpExchange exchange, Path file) throws IOException {
            if (Files.isRegularFile(file)) {
                send(exchange, 200, type(file.toString()), Files.readAllBytes(file));
            } else {
                send(exchange, 404, "text/plain", new byte[0]);
            }
        }

        private static String type(String name) {
            if (name.endsWith(".html")) {
                return "text/html";
            }
            return name.endsWith("js") ? "text/javascript" : "application/octet-stream";
        }

        private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
