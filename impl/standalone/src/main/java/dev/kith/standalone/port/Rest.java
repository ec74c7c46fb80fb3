package dev.kith.standalone.port;

import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * What is left of a body once its answer is on the way. A little is read away, so that the next request can follow on the
 * connection. Else the connection is closed; what comes until the client has noticed is thrown away for a moment, because
 * to close at once could cost it the answer. No thread waits for it.
 */
final class Rest extends Callback.Nested {
    /** More than the largest body that a client may send. */
    private static final long MOST_THROWN_AWAY = 8 * 1024 * 1024;

    private final PatientRequest request;
    private final Supplier<Transfer> moment;
    private long most = PatientRequest.MOST_UNREAD;
    private long drained;

    /**
     * The rest of a request.
     *
     * @param moment how long a connection is kept that is closed
     */
    Rest(PatientRequest request, Supplier<Transfer> moment, Callback callback) {
        super(callback);
        this.request = request;
        this.moment = moment;
    }

    @Override
    public void succeeded() {
        if (!request.hasRest()) {
            super.succeeded();
            return;
        }
        if (request.isLast()) {
            throwAway();
        }
        drain();
    }

    private void throwAway() {
        most = MOST_THROWN_AWAY;
        request.waitFor(moment.get());
        request.endAnswers();
    }

    private void drain() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::drain);
                return;
            }
            drained += chunk.remaining();
            boolean failed = Content.Chunk.isFailure(chunk);
            boolean ended = chunk.isLast();
            chunk.release();
            if (failed || ended) {
                end(failed);
                return;
            }
            if (drained > most) {
                if (most == MOST_THROWN_AWAY) {
                    end(true);
                    return;
                }
                throwAway();
            }
        }
    }

    private void end(boolean disconnect) {
        super.succeeded();
        if (disconnect) {
            request.disconnect();
        }
    }
}
