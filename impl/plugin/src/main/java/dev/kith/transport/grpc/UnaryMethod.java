package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.kith.api.Operation;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.RequestHead;
import java.util.Optional;

/** One method of a service. Safe for several threads. */
interface UnaryMethod {
    /**
     * Admits a request by its head; nothing of the body of one that is refused is read.
     *
     * @param head the request's headers
     * @return the call that the request may make
     * @throws GrpcFailure if the request is refused
     */
    AdmittedCall admit(RequestHead head) throws GrpcFailure;

    /**
     * Returns which call it is.
     *
     * @return the call; empty if it is none about users or schemas
     */
    default Optional<Operation> operation() {
        return Optional.empty();
    }

    /**
     * A call whose message may be read.
     *
     * @param reading the message's share of the memory for bodies
     * @param mostBytes the maximum size of the message
     * @param work answers the call
     */
    record AdmittedCall(BodyBudget.BodyReading reading, int mostBytes, Work work) {}

    /** Answers a call whose one message has been received. */
    @FunctionalInterface
    interface Work {
        /**
         * Answers a request.
         *
         * @param request the request
         * @return the reply
         * @throws GrpcFailure if the message cannot be read or the caller has stopped waiting; nothing has been done then
         */
        GrpcReply answer(Request request) throws GrpcFailure;
    }

    /**
     * A request whose one message has been received.
     *
     * @param pathId the user id of a REST path, which wins over the one in the message
     * @param deadline when the caller stops waiting
     * @param type the content type, which decides about the form of the message
     * @param message the message's bytes
     */
    record Request(Optional<String> pathId, Deadline deadline, MediaType type, byte[] message) {
        /** Reads the message, once. */
        <Q extends MessageLite> Q read(MessageReader<Q> reader) throws GrpcFailure {
            return type == MediaType.CONNECT_JSON ? reader.readJson(message) : reader.read(message);
        }
    }
}
