package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST request (HTTP/1.1) over a connection of its own to an address that was checked before. The clients of the JDK take
 * a name and look it up again, so another machine could answer than the one that was checked. TLS still uses the name: it is
 * sent to the server and must be in the certificate.
 *
 * <p>Follows no redirects, uses no proxy, reads the head of the answer and nothing of its body. Interrupting the thread ends it
 * at once.
 */
final class PinnedHttpPost {
    private static final int MOST_HEAD = 16 * 1024;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final URI url;
    private final SSLSocketFactory tls;
    private final long deadline;
    private boolean connected;

    PinnedHttpPost(URI url, SSLSocketFactory tls, Duration timeout) {
        this.url = url;
        this.tls = tls;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Sends the request to an address. There may be more addresses: none gets more than its share of the time for a connection,
     * so that one that does not answer leaves time for the others.
     *
     * @param left how many addresses there are from this one on
     */
    HttpReply send(InetAddress address, int left, Map<String, String> headers, byte[] body) throws IOException {
        // A channel, because it can be interrupted, and because its socket does not use proxies.
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port()), Math.max(1, millisLeft() / left));
            connected = true;
            socket.setSoTimeout(millisLeft());
            if (!WebhookTargets.isSecure(url)) {
                return exchange(socket, headers, body);
            }
            try (SSLSocket secured = secured(socket)) {
                return exchange(secured, headers, body);
            }
        }
    }

    /** Whether a server has accepted a connection, and may therefore have received something. */
    boolean connected() {
        return connected;
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, WebhookTargets.host(url), port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private HttpReply exchange(Socket socket, Map<String, String> headers, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request(headers, body));
        out.flush();
        return answer(socket);
    }

    private byte[] request(Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder("POST " + target() + " HTTP/1.1\r\n");
        line(head, "Host", url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        headers.forEach((name, value) -> line(head, name, value));
        line(head, "Content-Length", String.valueOf(body.length));
        line(head, "Connection", "close");
        byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private String target() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static void line(StringBuilder head, String name, String value) {
        if (!value.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            throw new IllegalArgumentException("a header cannot hold this value: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private HttpReply answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[MOST_HEAD];
        int length = 0;
        while (length < buffer.length) {
            socket.setSoTimeout(millisLeft());
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new EOFException("the answer ends within its head");
            }
            length += read;
            Optional<HttpReply> answer = HttpReply.read(new String(buffer, 0, length, ISO_8859_1));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ProtocolException("the head of the answer is too long");
    }

    private int port() {
        int usual = WebhookTargets.isSecure(url) ? HTTPS : HTTP;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("time is up");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
