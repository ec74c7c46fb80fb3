package dev.kith.it.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kith.it.processes.Runner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A connection on which every byte is chosen; clients of HTTP send nothing that is wrong. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int FRAME_HEAD = 9;
    private static final int HEADERS = 1;

    private final Socket socket;

    RawConnection(Runner runner) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), runner.url().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends text, a byte for each character. */
    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /** Begins to speak HTTP/2. */
    RawConnection beginHttp2(byte... settings) throws IOException {
        return send(PREFACE + frame(4, 0, 0, new String(settings, ISO_8859_1)));
    }

    /** Asks for something over HTTP/2 without compression; {@code body} begins what is to follow. */
    RawConnection ask(int stream, String method, String path, String credentials, String body) throws IOException {
        String head = field(":method", method)
                + field(":scheme", "http")
                + field(":path", path)
                + field(":authority", "localhost")
                + (credentials.isEmpty() ? "" : field("authorization", credentials));
        boolean whole = body.isEmpty();
        return send(frame(1, whole ? 5 : 4, stream, head) + (whole ? "" : frame(0, 0, stream, body)));
    }

    private static String field(String name, String value) {
        return "\0" + (char) name.length() + name + (char) value.length() + value;
    }

    private static String frame(int type, int flags, int stream, String payload) {
        byte[] head = ByteBuffer.allocate(FRAME_HEAD + 1)
                .putInt(payload.length())
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .array();
        return new String(head, 1, FRAME_HEAD, ISO_8859_1) + payload;
    }

    /** The settings that the server begins HTTP/2 with. */
    ByteBuffer settings() throws IOException {
        byte[] head = socket.getInputStream().readNBytes(FRAME_HEAD);
        return ByteBuffer.wrap(
                socket.getInputStream().readNBytes(ByteBuffer.wrap(head).getInt() >> Byte.SIZE));
    }

    /** Waits until so many answers have begun over HTTP/2. */
    void awaitHeads(int count) throws IOException {
        int began = 0;
        while (began < count) {
            ByteBuffer head = ByteBuffer.wrap(socket.getInputStream().readNBytes(FRAME_HEAD));
            socket.getInputStream().skipNBytes(head.getInt() >>> Byte.SIZE);
            began += head.get(3) == HEADERS ? 1 : 0;
        }
    }

    /** What comes until {@code end} has come. */
    String until(String end) throws IOException {
        StringBuilder came = new StringBuilder();
        while (came.indexOf(end) < 0) {
            int one = socket.getInputStream().read();
            if (one < 0) {
                throw new IOException("ended after " + came);
            }
            came.append((char) one);
        }
        return came.toString();
    }

    /** What comes until the other side ends. */
    String rest() throws IOException {
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(came);
        return came.toString(ISO_8859_1);
    }

    /** What comes until the other side ends, which gets another {@code drop} each second. */
    String restDripping(String drop) throws IOException {
        socket.setSoTimeout(1_000);
        for (int seconds = 0; seconds < PATIENCE_MILLIS / 1_000; seconds++) {
            try {
                return rest();
            } catch (SocketTimeoutException nothing) {
                send(drop);
            }
        }
        throw new IOException("does not end");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
