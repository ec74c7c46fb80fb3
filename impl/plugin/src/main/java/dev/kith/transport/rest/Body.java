package dev.kith.transport.rest;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RefusedBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request, which can be read once. */
final class Body {
    /** The maximum size of a body in bytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final InputStream stream;
    private byte @Nullable [] read;

    Body(InputStream stream) {
        this.stream = stream;
    }

    /**
     * Reads one JSON value.
     *
     * @param whenEmpty the value of an empty body
     * @return the value
     */
    Json json(Json whenEmpty) throws MalformedRequest {
        String text = text();
        try {
            return isBlank(text) ? whenEmpty : JsonText.read(text);
        } catch (JsonText.Unreadable unreadable) {
            throw new MalformedRequest("body is not valid JSON: " + unreadable.getMessage());
        }
    }

    /** Whether there is nothing in the body. */
    boolean isEmpty() throws MalformedRequest {
        return bytes().length == 0;
    }

    private String text() throws MalformedRequest {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedRequest("body is not valid UTF-8");
        }
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(character -> " \t\r\n".indexOf(character) >= 0);
    }

    private byte[] bytes() throws MalformedRequest {
        if (read == null) {
            read = limited(stream);
        }
        return read;
    }

    private static byte[] limited(InputStream stream) throws MalformedRequest {
        try {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(bytes.length + RefusedBody.drain(stream));
            }
            return bytes;
        } catch (IOException | RuntimeException broken) {
            // Servers report a truncated or badly framed body with either exception; it is the client's fault.
            throw new MalformedRequest("body cannot be read");
        }
    }

    private static MalformedRequest tooLarge(int size) {
        return new MalformedRequest(ErrorResponse.plain(
                GrpcStatus.RESOURCE_EXHAUSTED,
                "grpc: received message larger than max (" + size + " vs. " + MAX_BYTES + ")"));
    }
}
