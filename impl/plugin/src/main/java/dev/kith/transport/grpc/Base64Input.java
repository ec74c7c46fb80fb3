package dev.kith.transport.grpc;

import dev.kith.transport.GrpcStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Decodes the body of a gRPC-Web text request while it is read. A sender may encode each of its chunks on its own, so
 * padding may come after any group of four characters, not only at the end.
 */
final class Base64Input extends InputStream {
    private static final int GROUP = 4;
    private static final int CHUNK = GROUP * 2048;

    private final InputStream text;
    private ByteArrayInputStream decoded = new ByteArrayInputStream(new byte[0]);

    Base64Input(InputStream text) {
        this.text = text;
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return fill() ? decoded.read(buffer, from, length) : -1;
    }

    /** Returns whether there is anything left to return. */
    private boolean fill() throws IOException {
        while (decoded.available() == 0) {
            byte[] characters = text.readNBytes(CHUNK);
            if (characters.length == 0) {
                return false;
            }
            decoded = new ByteArrayInputStream(decode(characters));
        }
        return true;
    }

    private static byte[] decode(byte[] characters) throws GrpcFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int start = 0;
        for (int end = GROUP; end < characters.length; end += GROUP) {
            if (characters[end - 1] == '=') {
                bytes.writeBytes(segment(characters, start, end));
                start = end;
            }
        }
        bytes.writeBytes(segment(characters, start, characters.length));
        return bytes.toByteArray();
    }

    private static byte[] segment(byte[] characters, int start, int end) throws GrpcFailure {
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(characters, start, end));
        } catch (IllegalArgumentException notBase64) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "request body is not valid Base64");
        }
    }
}
