package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Request bodies, made by hand. */
final class Wire {
    static final String PATCH = "/zitadel.resources.user.v3alpha.ZITADELUsers/PatchUser";
    static final String LOCK = "/zitadel.resources.user.v3alpha.ZITADELUsers/LockUser";

    private Wire() {}

    static byte[] frame(MessageLite message) {
        return frame(0, message.toByteArray());
    }

    static byte[] frame(int flags, byte[] content) {
        return frame(flags, content.length, content);
    }

    /** A frame that may lie about its length. */
    static byte[] frame(int flags, int length, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) flags)
                .putInt(length)
                .put(content)
                .array();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    static byte[] base64(byte[] content) {
        return Base64.getEncoder().encode(content);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
