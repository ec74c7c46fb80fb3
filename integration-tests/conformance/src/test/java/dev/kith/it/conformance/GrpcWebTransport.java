package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** gRPC-Web in its binary form over HTTP/1.1, with framing of our own. */
final class GrpcWebTransport implements Transport {
    private static final int DATA = 0;
    private static final int TRAILERS = 0x80;
    private static final int HEAD_BYTES = 5;

    private final HttpClient client;
    private final WireTypes types;

    GrpcWebTransport(HttpClient client, WireTypes types) {
        this.client = client;
        this.types = types;
    }

    @Override
    public String name() {
        return "grpc-web";
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
        byte[] message = types.request(rpc.method(), rpc.message());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.origin() + rpc.method()))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/grpc-web+proto")
                .header("x-grpc-web", "1")
                .POST(BodyPublishers.ofByteArray(frame(message)));
        call.headers(rpc.metadata()).forEach(request::header);
        return answer(rpc.method(), send(request.build()));
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(HEAD_BYTES + message.length)
                .put((byte) DATA)
                .putInt(message.length)
                .put(message)
                .array();
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

    private Answer answer(String method, HttpResponse<byte[]> response) {
        String contentType = response.headers().firstValue("content-type").orElse("");
        if (response.statusCode() != 200 || !contentType.equals("application/grpc-web+proto")) {
            throw new AssertionError("HTTP status " + response.statusCode() + " with content type " + contentType);
        }
        Frames frames = Frames.of(ByteBuffer.wrap(response.body()));
        Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> trailers.put(name, values.get(0)));
        trailers.putAll(frames.trailers());
        return answer(method, frames.data(), trailers);
    }

    private Answer answer(String method, byte @Nullable [] data, Map<String, String> trailers) {
        int status = Integer.parseInt(trailers.getOrDefault("grpc-status", "-1"));
        if (status == 0) {
            return new Answer(0, Map.of(), data == null ? null : types.response(method, data));
        }
        String details = trailers.get("grpc-status-details-bin");
        return new Answer(
                status,
                Map.of(),
                types.error(
                        status,
                        percentDecoded(trailers.getOrDefault("grpc-message", "")),
                        details == null ? null : Base64.getDecoder().decode(details)));
    }

    private static String percentDecoded(String message) {
        return URLDecoder.decode(message.replace("+", "%2B"), UTF_8);
    }

    /** The frames of a response body: at most one message, then the trailers where they are not in the head. */
    private record Frames(byte @Nullable [] data, Map<String, String> trailers) {
        static Frames of(ByteBuffer body) {
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            int count = 0;
            while (body.hasRemaining()) {
                int flag = body.get() & 0xff;
                byte[] content = new byte[body.getInt()];
                body.get(content);
                if (flag == TRAILERS) {
                    read(content, trailers);
                } else if (flag == DATA && trailers.isEmpty() && count++ == 0) {
                    messages.writeBytes(content);
                } else {
                    throw new AssertionError("unexpected frame of flag " + flag);
                }
            }
            return new Frames(count == 0 ? null : messages.toByteArray(), trailers);
        }

        private static void read(byte[] content, Map<String, String> trailers) {
            for (String line : new String(content, UTF_8).split("\r\n")) {
                int colon = line.indexOf(':');
                trailers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }
}
