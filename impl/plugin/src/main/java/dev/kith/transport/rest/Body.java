package dev.kith.transport.rest;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RefusedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The body of a request whose caller is known, which can be read once, as long as there is memory for it. */
final class Body {
    /** The maximum size of a body in bytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final PushbackInputStream stream;
    private final BodyBudget.BodyReading reading;
    private final OptionalLong declared;

    /**
     * A body.
     *
     * @param stream the body as it comes
     * @param reading its share of the memory for bodies
     * @param declared the length that its head declares
     */
    Body(InputStream stream, BodyBudget.BodyReading reading, OptionalLong declared) {
        this.stream = new PushbackInputStream(reading.timed(stream));
        this.reading = reading;
        this.declared = declared;
    }

    /** The body as a message; an empty one is a message without members. */
    Json message() throws MalformedRequest {
        return json(Json.Obj.EMPTY);
    }

    /** The body as a JSON string; an empty body is an empty string. */
    String string() throws MalformedRequest {
        if (json(new Json.Text("")) instanceof Json.Text text) {
            return text.value();
        }
        throw new MalformedRequest("string expected");
    }

    Json json(Json whenEmpty) throws MalformedRequest {
        String text = text();
        try {
            return isBlank(text) ? whenEmpty : JsonText.read(text);
        } catch (JsonText.Unreadable unreadable) {
            throw new MalformedRequest("body is not valid JSON: " + unreadable.getMessage());
        }
    }

    /** Whether there is nothing in the body; reads no more of it than its first byte. */
    boolean isEmpty() throws MalformedRequest {
        try {
            int first = stream.read();
            if (first >= 0) {
                stream.unread(first);
            }
            return first < 0;
        } catch (IOException | RuntimeException broken) {
            throw unreadable(broken);
        }
    }

    private String text() throws MalformedRequest {
        byte[] bytes = bytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedRequest(
                    "body is not valid UTF-8" + (hasMarkOfUtf16(bytes) ? ": byte order mark of UTF-16" : ""));
        }
    }

    private static boolean hasMarkOfUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(character -> " \t\r\n".indexOf(character) >= 0);
    }

    private byte[] bytes() throws MalformedRequest {
        if (declared.orElse(0) > MAX_BYTES) {
            drain();
            throw tooLarge(declared.getAsLong());
        }
        try {
            byte[] bytes = reading.charged(stream).readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(bytes.length + drain());
            }
            return bytes;
        } catch (IOException | RuntimeException broken) {
            throw unreadable(broken);
        }
    }

    /** What cannot be read to its end is refused with the size that it had so far. */
    private long drain() {
        try {
            return RefusedBody.drain(stream);
        } catch (IOException | RuntimeException broken) {
            return 0;
        }
    }

    /** Servers report a truncated or badly framed body with either exception; it is the client's fault. */
    private static MalformedRequest unreadable(Exception broken) {
        return broken instanceof BodyBudget.Busy busy
                ? new MalformedRequest(busy.answer())
                : new MalformedRequest("body cannot be read");
    }

    private static MalformedRequest tooLarge(long size) {
        return new MalformedRequest(ErrorResponse.plain(
                GrpcStatus.RESOURCE_EXHAUSTED,
                "grpc: received message larger than max (" + size + " vs. " + MAX_BYTES + ")"));
    }
}
