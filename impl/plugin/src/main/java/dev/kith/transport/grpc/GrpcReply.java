package dev.kith.transport.grpc;

import com.google.protobuf.Message;
import dev.kith.transport.ErrorResponse;
import java.util.Optional;

/** What became of a call, before it is written in the protocol of its request. */
sealed interface GrpcReply {
    /**
     * Done.
     *
     * @param message the answer
     * @param entityTag the entity tag of the user that the answer is about
     */
    record Success(Message message, Optional<String> entityTag) implements GrpcReply {}

    /**
     * Refused, unreadable or failed.
     *
     * @param error what the caller hears
     */
    record Failure(ErrorResponse error) implements GrpcReply {}
}
