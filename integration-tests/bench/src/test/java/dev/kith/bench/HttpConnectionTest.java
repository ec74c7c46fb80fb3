package dev.kith.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + new String(body, UTF_8));
            byte[] answer = "x".repeat(20_000).getBytes(UTF_8);
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            if (exchange.getRequestURI().getPath().equals("/closing")) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().equals("/no") ? 404 : 200, chunked ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void one_connection_takes_answers_of_every_form_one_after_the_other() throws Exception {
        try (HttpConnection connection = new HttpConnection(url)) {
            for (String path : List.of("/chunked", "/no", "/closing", "/plain", "/chunked")) {
                byte[] request = HttpConnection.request(url, "PUT", path, "t1", "{\"a\":\"ä\"}");
                assertThat(connection.status(request)).isEqualTo(path.equals("/no") ? 404 : 200);
            }
        }

        assertThat(requests).hasSize(5).contains("PUT /closing Bearer t1 {\"a\":\"ä\"}");
    }
}
