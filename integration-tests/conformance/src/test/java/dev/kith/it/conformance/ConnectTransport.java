package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Connect protocol over HTTP/1.1, with messages in JSON. The cases are those of gRPC-Web, and so are their statuses. */
final class ConnectTransport implements Transport {
    /** The codes of the protocol, by their numbers in gRPC, and the HTTP status of each. */
    private static final Map<String, List<Integer>> CODES = Map.ofEntries(
            Map.entry("canceled", List.of(1, 499)),
            Map.entry("unknown", List.of(2, 500)),
            Map.entry("invalid_argument", List.of(3, 400)),
            Map.entry("deadline_exceeded", List.of(4, 504)),
            Map.entry("not_found", List.of(5, 404)),
            Map.entry("already_exists", List.of(6, 409)),
            Map.entry("permission_denied", List.of(7, 403)),
            Map.entry("resource_exhausted", List.of(8, 429)),
            Map.entry("failed_precondition", List.of(9, 400)),
            Map.entry("aborted", List.of(10, 409)),
            Map.entry("out_of_range", List.of(11, 400)),
            Map.entry("unimplemented", List.of(12, 501)),
            Map.entry("internal", List.of(13, 500)),
            Map.entry("unavailable", List.of(14, 503)),
            Map.entry("data_loss", List.of(15, 500)),
            Map.entry("unauthenticated", List.of(16, 401)));

    private final HttpClient client;
    private final WireTypes types;

    ConnectTransport(HttpClient client, WireTypes types) {
        this.client = client;
        this.types = types;
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public int expectedStatus(Expect expect) {
        return expect.grpc();
    }

    @Override
    public boolean judgesHeaders() {
        return false;
    }

    @Override
    public Answer call(Call call) {
        Case.RpcCall rpc = call.rpcCall();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.origin() + rpc.method()))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("connect-protocol-version", "1")
                .POST(BodyPublishers.ofString(JsonText.write(rpc.message()), UTF_8));
        call.headers(rpc.metadata()).forEach(request::header);
        return answer(rpc.method(), send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** An answer has to be what protobuf itself would make of the same message. */
    private Answer answer(String method, HttpResponse<String> response) {
        String contentType = response.headers().firstValue("content-type").orElse("");
        if (!contentType.equals("application/json")) {
            throw new AssertionError("HTTP status " + response.statusCode() + " with content type " + contentType);
        }
        Json body = JsonReading.read(response.body());
        if (response.statusCode() != 200) {
            return error(Members.of("error", body), response.statusCode());
        }
        Json canonical = types.canonicalResponse(method, body);
        if (!canonical.equals(body)) {
            throw new AssertionError("the answer is " + response.body() + " instead of " + JsonText.write(canonical));
        }
        return new Answer(0, Map.of(), body);
    }

    private Answer error(Members error, int http) {
        String code = error.text("code");
        List<Integer> numbers = CODES.getOrDefault(code, List.of(-1, -1));
        if (numbers.get(1) != http) {
            throw new AssertionError("code " + code + " with the HTTP status " + http);
        }
        List<WireTypes.EncodedDetail> details = new ArrayList<>();
        for (Json detail :
                error.optional("details").map(list -> ((Json.Arr) list).items()).orElse(List.of())) {
            Members members = Members.of("detail", detail);
            details.add(new WireTypes.EncodedDetail(members.text("type"), members.text("value")));
            members.optional("debug");
            members.nothingElse();
        }
        Answer answer = new Answer(
                numbers.get(0), Map.of(), types.detailedError(numbers.get(0), error.text("message"), details));
        error.nothingElse();
        return answer;
    }
}
