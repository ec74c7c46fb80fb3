package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CallObserver.CallProtocol;
import dev.kith.transport.CallObserver.ObservedCall;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.Incident;
import dev.kith.transport.RequestHead;
import dev.kith.transport.grpc.UnaryMethod.AdmittedCall;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Has a call admitted by its head, reads its one message and has it answered, whatever protocol carries it. Every request gets a
 * reply, even if it cannot be read or fails.
 */
final class UnaryEntry {
    private final Clock clock;
    private final CallObserver calls;

    UnaryEntry(Clock clock, CallObserver calls) {
        this.clock = clock;
        this.calls = calls;
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
        Operation operation = method.operation().orElse(null);
        if (operation == null) {
            return reply(method, type, head, pathId, body);
        }
        try (ObservedCall call = calls.begun(operation, protocol(type), head)) {
            GrpcReply reply = reply(method, type, head, pathId, body);
            if (reply instanceof GrpcReply.Failure failure) {
                call.answered(failure.error().http(), failure.error().status());
            } else {
                call.answered(GrpcStatus.OK.http(), GrpcStatus.OK);
            }
            return reply;
        }
    }

    private static CallProtocol protocol(MediaType type) {
        if (type.isConnect()) {
            return CallProtocol.CONNECT;
        }
        return type.isWeb() ? CallProtocol.GRPC_WEB : CallProtocol.GRPC;
    }

    private GrpcReply reply(
            UnaryMethod method, MediaType type, RequestHead head, Optional<String> pathId, InputStream body) {
        Instant arrival = clock.instant();
        try {
            AdmittedCall call = method.admit(head);
            try (BodyBudget.BodyReading reading = call.reading()) {
                InputStream timed = reading.timed(body);
                return answer(call, new Arrival(type, head, pathId, arrival), timed);
            }
        } catch (GrpcFailure refused) {
            return refused.reply();
        } catch (RuntimeException | StackOverflowError unexpected) {
            return new GrpcReply.Failure(Incident.report(type.isConnect() ? "connect" : "grpc", unexpected));
        }
    }

    /** What is known of a request before its body, and when that was. */
    private record Arrival(MediaType type, RequestHead head, Optional<String> pathId, Instant at) {}

    private GrpcReply answer(AdmittedCall call, Arrival arrival, InputStream body) {
        try {
            MediaType type = arrival.type();
            if (type.isConnect()) {
                ConnectFormat.requireVersion(arrival.head());
            }
            Deadline deadline = Deadline.of(type, arrival.head(), clock, arrival.at());
            Encoding encoding = Encoding.of(type, arrival.head());
            InputStream guarded = deadline.guard(body);
            byte[] message = read(call, arrival, guarded, encoding);
            deadline.check();
            return call.work().answer(new UnaryMethod.Request(arrival.pathId(), deadline, type, message));
        } catch (BodyBudget.Busy busy) {
            return new GrpcReply.Failure(busy.answer());
        } catch (GrpcFailure refused) {
            if (call.reading().isOfCaller()) {
                GrpcFraming.discard(body);
            }
            return refused.reply();
        }
    }

    /** A truncated body is the fault of its sender, whichever exception the container throws for it. */
    private static byte[] read(AdmittedCall call, Arrival arrival, InputStream body, Encoding encoding)
            throws GrpcFailure, BodyBudget.Busy {
        try {
            if (arrival.type().isConnect()) {
                return ConnectFormat.read(arrival.head(), body, call.mostBytes(), call.reading());
            }
            InputStream frames = arrival.type() == MediaType.WEB_TEXT ? new Base64Input(body) : body;
            return GrpcFraming.readOne(frames, encoding, call.mostBytes(), call.reading());
        } catch (GrpcFailure | BodyBudget.Busy unreadable) {
            throw unreadable;
        } catch (IOException | RuntimeException broken) {
            throw new GrpcFailure(
                    arrival.type().isConnect() ? GrpcStatus.INVALID_ARGUMENT : GrpcStatus.INTERNAL,
                    "request body ended unexpectedly");
        }
    }
}
