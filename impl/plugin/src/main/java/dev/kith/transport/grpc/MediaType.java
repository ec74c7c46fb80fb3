package dev.kith.transport.grpc;

import java.util.Locale;
import java.util.Optional;

/** The content types that carry calls. */
enum MediaType {
    /** gRPC: frames, the status in HTTP trailers. */
    GRPC("application/grpc"),
    /** gRPC-Web: frames, the status in the last one. */
    WEB("application/grpc-web"),
    /** gRPC-Web in Base64. */
    WEB_TEXT("application/grpc-web-text");

    private static final String PROTO = "+proto";

    private final String plain;

    MediaType(String plain) {
        this.plain = plain;
    }

    /**
     * Finds the protocol of a request. Message formats other than protobuf ({@code +json}) are not supported: reading their
     * bytes as protobuf would be guessing.
     */
    static Optional<MediaType> of(String contentType) {
        String name = essence(contentType);
        for (MediaType type : values()) {
            if (name.equals(type.plain) || name.equals(type.plain + PROTO)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The content type without its parameters. */
    private static String essence(String contentType) {
        int parameters = contentType.indexOf(';');
        String name = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The content type without parameters and without the name of the message format, which makes no difference. */
    static String withoutFormat(String contentType) {
        String name = essence(contentType);
        return name.endsWith(PROTO) ? name.substring(0, name.length() - PROTO.length()) : name;
    }

    /** The content type of the answer: that of the request. */
    static String mirrored(String contentType) {
        return essence(contentType);
    }
}
