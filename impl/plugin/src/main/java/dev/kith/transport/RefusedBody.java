package dev.kith.transport;

import java.io.IOException;
import java.io.InputStream;

/** The body of a known caller's request that is refused before it was read to its end. */
public final class RefusedBody {
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int STEP = 16 * 1024;

    private RefusedBody() {}

    /**
     * Reads what is left, up to a limit, and throws it away. A client that is still sending when its answer is complete
     * loses the answer: over HTTP/1.1 the connection is closed, over HTTP/2 the stream is reset, and servers count resets
     * against the whole connection.
     *
     * @param body what is left of the body, which must end in time
     * @return how many bytes were read
     * @throws IOException when the body breaks off; servers throw unchecked exceptions as well
     */
    public static int drain(InputStream body) throws IOException {
        byte[] buffer = new byte[STEP];
        int total = 0;
        for (int count = 0; count >= 0 && total < MOST_BYTES; count = body.read(buffer)) {
            total += count;
        }
        return total;
    }
}
