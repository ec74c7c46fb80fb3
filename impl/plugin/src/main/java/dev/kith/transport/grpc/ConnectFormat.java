package dev.kith.transport.grpc;

import com.google.protobuf.Any;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.BinaryCalls.BinaryResponse;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import dev.kith.transport.grpc.message.ErrorDetails;
import dev.kith.transport.grpc.message.MessageJson;
import dev.kith.transport.grpc.message.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How requests and answers of the Connect protocol look (<a href="https://connectrpc.com/docs/protocol">its specification</a>):
 * the body is the message, an error is JSON with an HTTP status of its own, and trailing metadata are headers with a prefix. It has
 * no frames and no trailers, and so works with every server.
 */
final class ConnectFormat {
    private static final int OK = 200;
    private static final String TRAILER = "trailer-";
    private static final String VERSION = "connect-protocol-version";

    /** What is longer than this, servers refuse by themselves. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private ConnectFormat() {}

    /** Refuses versions of the protocol that do not exist yet; clients need not name any. */
    static void requireVersion(RequestHead head) throws GrpcFailure {
        if (!head.headers(VERSION).stream().allMatch("1"::equals)) {
            throw new GrpcFailure(GrpcStatus.INVALID_ARGUMENT, VERSION + " must be 1");
        }
    }

    /**
     * Reads the message of a request.
     *
     * @param head the request's head
     * @param body its body
     * @param most the maximum size of the message
     * @param reading the message's share of the memory for bodies
     */
    static byte[] read(RequestHead head, InputStream body, int most, BodyBudget.BodyReading reading)
            throws IOException {
        requireSize(declared(head), most);
        byte[] message = reading.charged(body).readNBytes(most + 1);
        requireSize(message.length, most);
        return message;
    }

    private static long declared(RequestHead head) {
        return head.headers("content-length").stream()
                .filter(length -> LENGTH.matcher(length).matches())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static void requireSize(long size, int most) throws GrpcFailure {
        if (size > most) {
            throw new GrpcFailure(ErrorResponse.plain(
                    GrpcStatus.RESOURCE_EXHAUSTED,
                    "grpc: received message larger than max (" + size + " vs. " + most + ")"));
        }
    }

    /**
     * Returns the answer to a request.
     *
     * @param type the content type of the request
     * @param service the name of its service
     * @param method the name of its method
     * @param reply what came of it
     */
    static BinaryResponse answer(MediaType type, String service, String method, GrpcReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", "no-store");
        headers.put("x-content-type-options", "nosniff");
        if (reply instanceof GrpcReply.Failure failure) {
            return refused(failure, headers);
        }
        GrpcReply.Success success = (GrpcReply.Success) reply;
        headers.put("Content-Type", type.contentType());
        headers.putAll(ReplyHeaders.metadata(success));
        success.trailers().forEach((name, value) -> headers.put(TRAILER + name, value));
        byte[] message = success.message().toByteArray();
        return new BinaryResponse(
                OK,
                headers,
                type == MediaType.CONNECT
                        ? message
                        : bytes(MessageJson.decode(MessageType.ofResponse(service, method), message)));
    }

    private static BinaryResponse refused(GrpcReply.Failure failure, Map<String, String> headers) {
        ErrorResponse error = failure.error();
        headers.put("Content-Type", MediaType.CONNECT_JSON.contentType());
        failure.challenge().ifPresent(challenge -> headers.put("www-authenticate", challenge));
        error.retryAfter().ifPresent(seconds -> headers.put("retry-after", seconds));
        return new BinaryResponse(error.status().http(), headers, bytes(json(error)));
    }

    private static Json json(ErrorResponse error) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("code", new Json.Text(error.status().name().toLowerCase(Locale.ROOT)));
        members.put("message", new Json.Text(error.message()));
        List<Json> details = new ArrayList<>();
        ErrorDetails.of(error, Integer.MAX_VALUE).forEach(detail -> details.add(detail(detail)));
        if (!details.isEmpty()) {
            members.put("details", new Json.Arr(details));
        }
        return new Json.Obj(members);
    }

    private static Json detail(Any detail) {
        String type = ErrorDetails.typeOf(detail);
        byte[] value = detail.getValue().toByteArray();
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("type", new Json.Text(type));
        members.put("value", new Json.Text(Base64.getEncoder().withoutPadding().encodeToString(value)));
        members.put("debug", MessageJson.decode(MessageType.named(type), value));
        return new Json.Obj(members);
    }

    private static byte[] bytes(Json json) {
        return JsonText.write(json).getBytes(StandardCharsets.UTF_8);
    }
}
