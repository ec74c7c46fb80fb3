package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.kith.transport.ErrorResponse;
import java.util.Optional;

/** The result of a call, before it is written in the protocol of its request. */
sealed interface GrpcReply {
    /**
     * The call was carried out.
     *
     * @param message the answer
     * @param entityTag the entity tag of the user that the answer is about
     */
    record Success(MessageLite message, Optional<String> entityTag) implements GrpcReply {}

    /**
     * The call was refused, could not be read or failed.
     *
     * @param error what the caller gets
     */
    record Failure(ErrorResponse error) implements GrpcReply {}
}
