package dev.kith.transport.grpc;

import dev.kith.transport.RequestHead;
import java.util.Optional;

/** One method of a service. Safe for several threads. */
interface UnaryMethod {
    /**
     * Answers a request.
     *
     * @param request the request
     * @return the reply
     * @throws GrpcFailure if the message cannot be read or the caller has stopped waiting; nothing has been done then
     */
    GrpcReply call(Request request) throws GrpcFailure;

    /**
     * A request whose one message has been received.
     *
     * @param head its headers
     * @param pathId the user id of a REST path, which wins over the one in the message
     * @param deadline when the caller stops waiting
     * @param message the message's bytes
     */
    record Request(RequestHead head, Optional<String> pathId, Deadline deadline, byte[] message) {}
}
