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
            headers.putAll(metadata(success));
        }
        return headers;
    }

    /** Those that are the same in every protocol. */
    static Map<String, String> metadata(GrpcReply.Success success) {
        Map<String, String> metadata = new LinkedHashMap<>();
        success.entityTag().ifPresent(tag -> metadata.put("etag", tag));
        metadata.putAll(success.headers());
        return metadata;
    }
}
