package dev.kith.transport.grpc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The content types that carry calls. */
enum MediaType {
    /** gRPC: frames, the status in HTTP trailers. */
    GRPC("application/grpc", "+proto"),
    /** gRPC-Web: frames, the status in the last one. */
    WEB("application/grpc-web", "+proto"),
    /** gRPC-Web in Base64. */
    WEB_TEXT("application/grpc-web-text", "+proto"),
    /** Connect: the message alone, the status in that of HTTP. */
    CONNECT("application/proto", ""),
    /** Connect with messages in their JSON form. */
    CONNECT_JSON("application/json", "");

    /** All of them, for callers who send another. */
    static final String NAMES = Arrays.stream(values()).map(type -> type.plain).collect(Collectors.joining(", "));

    private final String plain;
    private final String suffix;

    MediaType(String plain, String suffix) {
        this.plain = plain;
        this.suffix = suffix;
    }

    /**
     * Finds the protocol of a request. Message formats other than protobuf ({@code +json}) are not supported by those with frames:
     * reading their bytes as protobuf would be guessing.
     */
    static Optional<MediaType> of(String contentType) {
        String name = essence(contentType);
        for (MediaType type : values()) {
            if (name.equals(type.plain) || name.equals(type.plain + type.suffix)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether this is gRPC-Web. */
    boolean isWeb() {
        return this == WEB || this == WEB_TEXT;
    }

    /** Whether this is Connect. */
    boolean isConnect() {
        return this == CONNECT || this == CONNECT_JSON;
    }

    /** The content type as it is sent. */
    String contentType() {
        return plain;
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
        return Arrays.stream(values())
                .filter(type -> name.equals(type.plain + type.suffix))
                .map(type -> type.plain)
                .findFirst()
                .orElse(name);
    }

    /** The content type of the answer: that of the request. */
    static String mirrored(String contentType) {
        return essence(contentType);
    }
}
