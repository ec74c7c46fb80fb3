package dev.kith.standalone.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * HTTP/2 on connections whose first bytes are its preface. A connection that has begun with HTTP/1.1 never becomes one: a
 * proxy that forwards an upgrade has no say over what is in the tunnel.
 */
final class PriorKnowledge extends HTTP2ServerConnectionFactory implements ConnectionFactory.Detecting {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    PriorKnowledge(HttpConfiguration http, int mostStreams) {
        super(http, "h2c");
        setMaxConcurrentStreams(mostStreams);
    }

    @Override
    public Detection detect(ByteBuffer bytes) {
        int came = Math.min(bytes.remaining(), PREFACE.length);
        for (int i = 0; i < came; i++) {
            if (bytes.get(bytes.position() + i) != PREFACE[i]) {
                return Detection.NOT_RECOGNIZED;
            }
        }
        return came == PREFACE.length ? Detection.RECOGNIZED : Detection.NEED_MORE_BYTES;
    }
}
