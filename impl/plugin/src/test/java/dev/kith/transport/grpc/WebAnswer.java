package dev.kith.transport.grpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a gRPC-Web answer, taken apart strictly: at most one message, then exactly one frame of trailers, then
 * nothing.
 */
record WebAnswer(byte @Nullable [] message, Map<String, String> trailers) {
    static WebAnswer of(byte[] body) {
        ByteBuffer rest = ByteBuffer.wrap(body);
        byte[] message = null;
        byte flags = rest.get();
        if (flags == 0) {
            message = content(rest);
            flags = rest.get();
        }
        if (flags != (byte) 0x80) {
            throw new AssertionError("flags " + flags);
        }
        Map<String, String> trailers = lines(new String(content(rest), StandardCharsets.US_ASCII));
        if (rest.hasRemaining()) {
            throw new AssertionError("something after the trailers");
        }
        return new WebAnswer(message, trailers);
    }

    private static byte[] content(ByteBuffer rest) {
        byte[] content = new byte[rest.getInt()];
        rest.get(content);
        return content;
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> trailers = new LinkedHashMap<>();
        for (String line : text.split("\r\n", -1)) {
            if (!line.isEmpty()) {
                int colon = line.indexOf(": ");
                trailers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return trailers;
    }

    byte[] onlyMessage() {
        if (message == null) {
            throw new AssertionError("no message but " + trailers);
        }
        return message;
    }

    int status() {
        return Integer.parseInt(trailers.getOrDefault("grpc-status", "none"));
    }
}
