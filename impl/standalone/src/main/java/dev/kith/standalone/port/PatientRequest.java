package dev.kith.standalone.port;

import java.net.SocketTimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request whose body is waited for with patience. */
final class PatientRequest extends Request.Wrapper {
    /** What is left of a body is read away up to this size, and the next request can follow on the connection. */
    static final int MOST_UNREAD = 64 * 1024;

    private final Response response;
    private volatile Transfer body;
    private volatile boolean ended;

    PatientRequest(Request request, Response response, Transfer body) {
        super(request);
        this.response = response;
        this.body = body;
    }

    @Override
    public Content.Chunk read() {
        SocketTimeoutException failure = body.failure();
        if (failure != null) {
            return Content.Chunk.from(failure, true);
        }
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            body.count(chunk.remaining());
            ended |= chunk.isLast() || Content.Chunk.isFailure(chunk);
        }
        return chunk;
    }

    @Override
    public void demand(Runnable demanded) {
        Transfer waited = body;
        if (waited.failure() != null) {
            demanded.run();
            return;
        }
        long wait = waited.next();
        super.demand(() -> {
            waited.over();
            demanded.run();
        });
        waited.await(wait);
    }

    /** Asked for before the answer goes out, which has to say whether the connection is going to be closed. */
    @Override
    public boolean consumeAvailable() {
        if (!hasRest()) {
            return super.consumeAvailable();
        }
        if (getLength() - body.bytes() <= MOST_UNREAD) {
            return true;
        }
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        return false;
    }

    /**
     * Whether there may be something left to read. HTTP/2 ends a stream without reading what is left, and whoever waits to
     * be asked for a body ({@code Expect}) has not sent any.
     */
    boolean hasRest() {
        return !ended
                && body.failure() == null
                && getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2
                && (body.bytes() > 0 || !getHeaders().contains(HttpHeader.EXPECT));
    }

    /** Whether the answer has said that no request can follow. */
    boolean isLast() {
        return response.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }

    /** From now on the client is waited for as this transfer says. */
    void waitFor(Transfer rest) {
        body = rest;
    }

    /** Tells the client that nothing more comes. */
    void endAnswers() {
        getConnectionMetaData().getConnection().getEndPoint().shutdownOutput();
    }

    /** Ends the connection. */
    void disconnect() {
        getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
