package dev.kith.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/1.1 that is kept open, with as little work on the client's side as possible, as the client shares
 * the machine with what it measures. For one thread.
 */
final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    HttpConnection(URI server) {
        this.server = server;
    }

    /** A request, ready to be sent; without a body if that is empty. */
    static byte[] request(URI server, String method, String path, String token, String body) {
        StringBuilder text = new StringBuilder(256);
        text.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(server.getAuthority());
        if (!token.isEmpty()) {
            text.append("\r\nAuthorization: Bearer ").append(token);
        }
        if (!body.isEmpty()) {
            text.append("\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(UTF_8).length);
        }
        return text.append("\r\n\r\n").append(body).toString().getBytes(UTF_8);
    }

    /** Sends a request and reads the whole answer. */
    int status(byte[] request) throws IOException {
        try {
            InputStream from = connected();
            Socket to = this.socket;
            if (to != null) {
                to.getOutputStream().write(request);
            }
            return answer(from);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private InputStream connected() throws IOException {
        InputStream open = in;
        if (open == null) {
            Socket fresh = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(PATIENCE);
            open = new BufferedInputStream(fresh.getInputStream(), 8192);
            socket = fresh;
            in = open;
        }
        return open;
    }

    private int answer(InputStream from) throws IOException {
        int status = Integer.parseInt(line(from).split(" ", 3)[1]);
        long length = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(from); !header.isEmpty(); header = line(from)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        if (chunked) {
            skipChunks(from);
        } else {
            from.skipNBytes(length);
        }
        if (closes) {
            close();
        }
        return status;
    }

    private static void skipChunks(InputStream from) throws IOException {
        for (int size = chunk(from); size > 0; size = chunk(from)) {
            from.skipNBytes(size + 2L);
        }
        while (!line(from).isEmpty()) {
            // Trailers.
        }
    }

    private static int chunk(InputStream from) throws IOException {
        return Integer.parseInt(line(from).split(";", 2)[0].strip(), 16);
    }

    private static String line(InputStream from) throws IOException {
        byte[] bytes = new byte[8192];
        int length = 0;
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0 || length == bytes.length) {
                throw new EOFException("the server has closed the connection in the head of an answer");
            }
            bytes[length++] = (byte) next;
        }
        return new String(bytes, 0, length, ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
