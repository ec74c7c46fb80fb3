package dev.kith.transport.grpc;

import dev.kith.transport.BodyBudget;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RefusedBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The framing that gRPC and gRPC-Web share: one byte of flags, four bytes of length, the message.
 *
 * <p>A request takes no more memory than it has actually sent, whatever length it announces.
 */
final class GrpcFraming {
    /** The maximum size of one message, before and after decompression. */
    static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private static final int HEADER = 5;
    private static final byte PLAIN = 0;
    private static final byte COMPRESSED = 1;
    private static final byte TRAILERS = (byte) 0x80;

    private GrpcFraming() {}

    /**
     * Reads the one message of a unary request.
     *
     * @param body the request's body
     * @param encoding the value of {@code grpc-encoding}
     * @param most the maximum size of the message, before and after decompression
     * @param reading the message's share of the memory for bodies, in both forms
     * @return the message
     * @throws GrpcFailure if the body is not exactly one frame, with the status that gRPC has for such a body
     */
    static byte[] readOne(InputStream body, Encoding encoding, int most, BodyBudget.BodyReading reading)
            throws IOException {
        byte[] header = body.readNBytes(HEADER);
        if (header.length == 0) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "Half-closed without a request");
        }
        byte[] payload = payload(header, reading.charged(body), most);
        requireEnd(body);
        if (header[0] != COMPRESSED) {
            return payload;
        }
        byte[] message = inflated(payload, encoding, most, reading);
        requireSize(message.length, most);
        return message;
    }

    /** Reads what is left of the body of a known caller that is refused, and throws it away. */
    static void discard(InputStream body) {
        try {
            RefusedBody.drain(body);
        } catch (IOException | RuntimeException broken) {
            // The answer is the same without these bytes.
        }
    }

    private static byte[] payload(byte[] header, InputStream body, int most) throws IOException {
        requireWhole(header.length == HEADER);
        if ((header[0] & ~COMPRESSED) != 0) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "gRPC frame header malformed: reserved bits not zero");
        }
        long length =
                Integer.toUnsignedLong(ByteBuffer.wrap(header, 1, Integer.BYTES).getInt());
        requireSize(length, most);
        byte[] payload = body.readNBytes((int) length);
        requireWhole(payload.length == length);
        return payload;
    }

    private static void requireEnd(InputStream body) throws IOException {
        byte[] next = body.readNBytes(HEADER);
        if (next.length > 0) {
            requireWhole(next.length == HEADER);
            throw new GrpcFailure(GrpcStatus.UNIMPLEMENTED, "more than one request message for a unary call");
        }
    }

    private static void requireWhole(boolean whole) throws GrpcFailure {
        if (!whole) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "Encountered end-of-stream mid-frame");
        }
    }

    private static void requireSize(long size, int most) throws GrpcFailure {
        if (size > most) {
            throw new GrpcFailure(
                    GrpcStatus.RESOURCE_EXHAUSTED,
                    "grpc: received message larger than max (" + size + " vs. " + most + ")");
        }
    }

    /** Stops one byte beyond the limit, so that a decompression bomb does no harm. */
    private static byte[] inflated(byte[] payload, Encoding encoding, int most, BodyBudget.BodyReading reading)
            throws GrpcFailure, BodyBudget.Busy {
        if (encoding == Encoding.IDENTITY) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "compressed gRPC message without grpc-encoding");
        }
        try (InputStream inflating = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            return reading.charged(inflating).readNBytes(most + 1);
        } catch (BodyBudget.Busy busy) {
            throw busy;
        } catch (IOException broken) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "compressed gRPC message cannot be inflated");
        }
    }

    /**
     * Returns the frame of an answer's message. Answers are never compressed: they are a few hundred bytes long, and some
     * contain a secret next to text that the caller chose.
     */
    static byte[] message(byte[] message) {
        return frame(PLAIN, message);
    }

    /** Returns the last frame of a gRPC-Web answer. */
    static byte[] trailers(Map<String, String> trailers) {
        StringBuilder lines = new StringBuilder();
        trailers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        return frame(TRAILERS, lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the body of a gRPC-Web answer: the message's frame, if there is one, then the status. */
    static byte[] webBody(MediaType type, GrpcReply reply) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (reply instanceof GrpcReply.Success success) {
            body.writeBytes(message(success.message().toByteArray()));
            body.writeBytes(trailers(StatusTrailers.ok(success)));
        } else {
            body.writeBytes(trailers(StatusTrailers.of(((GrpcReply.Failure) reply).error())));
        }
        return type == MediaType.WEB_TEXT ? Base64.getEncoder().encode(body.toByteArray()) : body.toByteArray();
    }

    private static byte[] frame(byte flags, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length)
                .put(flags)
                .putInt(content.length)
                .put(content)
                .array();
    }
}
