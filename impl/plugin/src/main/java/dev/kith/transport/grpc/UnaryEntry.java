package dev.kith.transport.grpc;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.Incident;
import dev.kith.transport.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads the one message of a call and has it answered, whatever protocol carries it. Every request gets a reply, even if it
 * cannot be read or fails.
 */
final class UnaryEntry {
    private final Clock clock;

    UnaryEntry(Clock clock) {
        this.clock = clock;
    }

    /**
     * Serves a request.
     *
     * @param method the method that it calls
     * @param type its content type
     * @param head its headers
     * @param pathId the user id of its REST path
     * @param body its body, not read yet
     * @return the reply
     */
    GrpcReply serve(UnaryMethod method, MediaType type, RequestHead head, Optional<String> pathId, InputStream body) {
        try {
            Deadline deadline = Deadline.of(head, clock);
            Encoding encoding = Encoding.of(head);
            byte[] message = read(type, deadline.guard(body), encoding);
            deadline.check();
            return method.call(new UnaryMethod.Request(head, pathId, deadline, message));
        } catch (GrpcFailure refused) {
            GrpcFraming.discard(body);
            return new GrpcReply.Failure(refused.answer());
        } catch (RuntimeException unexpected) {
            return new GrpcReply.Failure(Incident.report("grpc", unexpected));
        }
    }

    /** A truncated body is the fault of its sender, whichever exception the container throws for it. */
    private static byte[] read(MediaType type, InputStream body, Encoding encoding) throws GrpcFailure {
        try {
            return GrpcFraming.readOne(type == MediaType.WEB_TEXT ? new Base64Input(body) : body, encoding);
        } catch (GrpcFailure unreadable) {
            throw unreadable;
        } catch (IOException | RuntimeException broken) {
            throw new GrpcFailure(ErrorResponse.plain(GrpcStatus.INTERNAL, "request body ended unexpectedly"));
        }
    }
}
