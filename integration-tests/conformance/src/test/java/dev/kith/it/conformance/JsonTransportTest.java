package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.api.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonTransportTest {
    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
    private final JsonTransport transport = new JsonTransport(HttpClient.newHttpClient());
    private final HttpServer server = open();
    private volatile String answer = "{\"a\":1}";

    @BeforeEach
    void listen() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aRequestGoesOutAsItIsGiven() {
        call(
                "{'method': 'PATCH', 'path': '/x/ä b%2F{c}/', 'query': {'q': ['1', 'a&b'], 'r': 'ü+ '}, 'headers': {'x-y': 'z'},"
                        + " 'body': {'n': 1.50}}",
                "Bearer t");

        Request request = take();
        assertThat(request.line()).isEqualTo("PATCH /x/%C3%A4%20b%2F%7Bc%7D/?q=1&q=a%26b&r=%C3%BC%2B%20");
        assertThat(request.body()).isEqualTo("{\"n\":1.50}");
        assertThat(request.header("authorization")).isEqualTo("Bearer t");
        assertThat(request.header("x-y")).isEqualTo("z");
        assertThat(request.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void aHeaderThatIsNullIsNotSent() {
        call(
                "{'method': 'POST', 'path': '/', 'headers': {'Authorization': null, 'Content-Type': null}, 'rawBody': '['}",
                "Bearer t");

        Request request = take();
        assertThat(request.header("authorization")).isNull();
        assertThat(request.header("content-type")).isNull();
        assertThat(request.body()).isEqualTo("[");
    }

    @Test
    void aHeaderOfTheCaseStandsInPlaceOfOurs() {
        call("{'method': 'PUT', 'path': '/', 'headers': {'content-type': 'text/plain'}, 'body': null}", "Bearer t");

        Request request = take();
        assertThat(request.header("content-type")).isEqualTo("text/plain");
        assertThat(request.body()).isEqualTo("null");
    }

    @Test
    void aRequestWithoutBodyHasNoContentType() {
        call("{'method': 'POST', 'path': '/'}", null);

        Request request = take();
        assertThat(request.header("content-type")).isNull();
        assertThat(request.header("authorization")).isNull();
        assertThat(request.body()).isEmpty();
    }

    @Test
    void theAnswerIsRead() {
        Answer read = call("{'method': 'GET', 'path': '/'}", null);

        assertThat(read.status()).isEqualTo(207);
        assertThat(read.body()).isEqualTo(json("{'a': 1}"));
        assertThat(read.header("Stub")).isEqualTo(new Json.Text("yes"));
        assertThat(read.header("Other")).isNull();
    }

    @Test
    void anAnswerThatIsNoJsonFails() {
        answer = "{\"a\":1,\"a\":2}";

        assertThatThrownBy(() -> call("{'method': 'GET', 'path': '/'}", null)).isInstanceOf(AssertionError.class);
    }

    private Answer call(String request, @Nullable String authorization) {
        URI origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return transport.call(new Transport.Call(
                origin, Optional.ofNullable(authorization), Optional.of(json(request)), Optional.empty()));
    }

    private Request take() {
        return java.util.Objects.requireNonNull(received.poll());
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        byte[] body = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().add("stub", "yes");
        exchange.sendResponseHeaders(207, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpServer open() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Json json(String text) {
        return JsonReading.read(text.replace('\'', '"'));
    }

    private record Request(String line, Map<String, List<String>> headers, String body) {
        @Nullable
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }
}
