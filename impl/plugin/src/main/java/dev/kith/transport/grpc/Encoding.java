package dev.kith.transport.grpc;

import dev.kith.transport.ContentCoding;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import java.util.List;

/** How the messages of a request may be compressed. */
enum Encoding {
    /** Not at all. */
    IDENTITY,
    /** gzip (RFC 1952). */
    GZIP;

    /** The value of {@code grpc-accept-encoding} for every caller. */
    static final String ACCEPTED = "identity,gzip";

    static Encoding of(MediaType type, RequestHead head) throws GrpcFailure {
        if (ContentCoding.isNamed(head)) {
            throw new GrpcFailure(
                    GrpcStatus.UNIMPLEMENTED,
                    "content-encoding must be identity"
                            + (type.isConnect() ? "" : "; grpc-encoding compresses messages"));
        }
        if (type.isConnect()) {
            return IDENTITY;
        }
        List<String> names = head.headers("grpc-encoding");
        if (names.isEmpty() || names.get(0).equals("identity")) {
            return IDENTITY;
        }
        if (names.get(0).equals("gzip")) {
            return GZIP;
        }
        throw new GrpcFailure(GrpcStatus.UNIMPLEMENTED, "grpc-encoding must be one of " + ACCEPTED);
    }
}
