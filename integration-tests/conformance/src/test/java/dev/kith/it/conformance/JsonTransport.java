package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP/1.1. */
final class JsonTransport implements Transport {
    private static final Pattern NOT_IN_A_PATH = Pattern.compile("[^A-Za-z0-9/._~!$&'()*+,;=:@%?-]+");

    private final HttpClient client;

    JsonTransport(HttpClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int expectedStatus(Expect expect) {
        return expect.http();
    }

    @Override
    public boolean judgesHeaders() {
        return true;
    }

    @Override
    public Answer call(Call call) {
        Case.HttpCall http = call.httpCall();
        Map<String, String> headers = call.headers(http.headers());
        http.body()
                .filter(body -> !namesContentType(http))
                .ifPresent(body -> headers.put("content-type", "application/json"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call.origin(), http))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .method(http.method(), http.body().map(JsonTransport::publisher).orElseGet(BodyPublishers::noBody));
        headers.forEach(request::header);
        return answer(send(request.build()));
    }

    private static boolean namesContentType(Case.HttpCall http) {
        return http.headers().keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
    }

    private static BodyPublisher publisher(Case.HttpCall.Body body) {
        if (body instanceof Case.HttpCall.Body.Raw raw) {
            return BodyPublishers.ofString(raw.text());
        }
        return BodyPublishers.ofString(JsonText.write(((Case.HttpCall.Body.Value) body).json()));
    }

    static URI uri(URI origin, Case.HttpCall http) {
        String query = http.query().entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        return URI.create(origin + encodePath(http.path()) + (query.isEmpty() ? "" : "?" + query));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Leaves everything that may appear in a path, escapes included, as it is. */
    private static String encodePath(String path) {
        return NOT_IN_A_PATH.matcher(path).replaceAll(found -> encode(found.group()));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        return new Answer(response.statusCode(), headers, body(response));
    }

    private static @Nullable Json body(HttpResponse<byte[]> response) {
        String text = new String(response.body(), UTF_8);
        try {
            return text.isEmpty() ? null : JsonReading.read(text);
        } catch (JsonException e) {
            throw new AssertionError("status " + response.statusCode() + " with a body that is not JSON: " + text, e);
        }
    }

    /** Reads a user as an administrator sees it. */
    Answer get(URI origin, String userId, String authorization) {
        return call(new Call(
                origin,
                Optional.of(authorization),
                Optional.of(request("GET", "/resources/v3alpha/users/" + userId)),
                Optional.empty()));
    }

    /** Reads a schema as an administrator sees it. */
    Answer schema(URI origin, String schemaId, String authorization) {
        return call(new Call(
                origin,
                Optional.of(authorization),
                Optional.of(request("GET", "/resources/v3alpha/user_schemas/" + schemaId)),
                Optional.empty()));
    }

    private static Json.Obj request(String method, String path) {
        return Json.Obj.EMPTY.with("method", new Json.Text(method)).with("path", new Json.Text(path));
    }

    /** Redeems a code. */
    Answer verify(URI origin, String userId, Channel channel, String code, String authorization) {
        String contact = channel == Channel.EMAIL ? "email" : "phone";
        Json.Obj request = request("POST", "/resources/v3alpha/users/" + userId + "/" + contact + "/_verify")
                .with("body", new Json.Text(code));
        return call(new Call(origin, Optional.of(authorization), Optional.of(request), Optional.empty()));
    }
}
