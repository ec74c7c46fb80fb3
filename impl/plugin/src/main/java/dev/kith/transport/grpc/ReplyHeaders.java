package dev.kith.transport.grpc;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers (initial metadata) that go with a reply, in addition to its content type. */
final class ReplyHeaders {
    private ReplyHeaders() {}

    static Map<String, String> of(GrpcReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("grpc-accept-encoding", Encoding.ACCEPTED);
        // Some answers contain a code.
        headers.put("cache-control", "no-store");
        if (reply instanceof GrpcReply.Success success) {
            success.entityTag().ifPresent(tag -> headers.put("etag", tag));
            headers.putAll(success.headers());
        }
        return headers;
    }
}
