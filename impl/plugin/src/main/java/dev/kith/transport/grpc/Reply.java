package dev.kith.transport.grpc;

import com.google.protobuf.Message;
import dev.kith.transport.ErrorAnswer;
import java.util.Optional;

/** What became of a call, before it is written in the protocol of its request. */
sealed interface Reply {
    /**
     * Done.
     *
     * @param message the answer
     * @param entityTag the entity tag of the user that the answer is about
     */
    record Success(Message message, Optional<String> entityTag) implements Reply {}

    /**
     * Refused, unreadable or failed.
     *
     * @param error what the caller hears
     */
    record Failure(ErrorAnswer error) implements Reply {}
}
