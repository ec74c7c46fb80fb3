package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.kith.transport.ErrorResponse;
import java.util.Map;
import java.util.Optional;

/** The result of a call, before it is written in the protocol of its request. */
sealed interface GrpcReply {
    /**
     * The call was carried out.
     *
     * @param message the answer
     * @param entityTag the entity tag of the user or schema that the answer is about
     * @param headers further initial metadata
     * @param trailers further trailing metadata
     */
    record Success(
            MessageLite message, Optional<String> entityTag, Map<String, String> headers, Map<String, String> trailers)
            implements GrpcReply {
        public Success {
            headers = Map.copyOf(headers);
            trailers = Map.copyOf(trailers);
        }

        Success(MessageLite message, Optional<String> entityTag) {
            this(message, entityTag, Map.of(), Map.of());
        }
    }

    /**
     * The call was refused, could not be read or failed.
     *
     * @param error what the caller gets
     * @param challenge the value of {@code WWW-Authenticate}, if the caller is unknown
     */
    record Failure(ErrorResponse error, Optional<String> challenge) implements GrpcReply {
        Failure(ErrorResponse error) {
            this(error, Optional.empty());
        }
    }
}
