package dev.kith.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A far end that takes requests and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile Map<String, String> answerHeaders = Map.of();
    private volatile byte[] answerBody = {};

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public static Receiver at(InetAddress address, int port) throws IOException {
        return new Receiver(HttpServer.create(new InetSocketAddress(address, port), 0));
    }

    public static Receiver start() throws IOException {
        return at(InetAddress.getLoopbackAddress(), 0);
    }

    public static Receiver secure(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Receiver(server);
    }

    /** What came. */
    public record Request(
            String method, String target, Map<String, List<String>> headers, String body, String serverName) {
        @Nullable
        public String header(String name) {
            List<String> values = headers.get(name.substring(0, 1).toUpperCase(Locale.ROOT)
                    + name.substring(1).toLowerCase(Locale.ROOT));
            return values == null ? null : String.join(", ", values);
        }
    }

    public Receiver answering(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.answerHeaders = headers;
        this.answerBody = body;
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                    serverName(exchange)));
            answerHeaders.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, answerBody.length == 0 ? -1 : answerBody.length);
            exchange.getResponseBody().write(answerBody);
        }
    }

    private static String serverName(HttpExchange exchange) {
        return exchange instanceof HttpsExchange secured
                ? ((ExtendedSSLSession) secured.getSSLSession())
                        .getRequestedServerNames()
                        .toString()
                : "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
