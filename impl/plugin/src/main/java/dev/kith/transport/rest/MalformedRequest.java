package dev.kith.transport.rest;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;

/** A request that cannot be read or is meant for others, with its answer. */
final class MalformedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorResponse answer;

    MalformedRequest(ErrorResponse answer) {
        super(answer.message(), null, false, false);
        this.answer = answer;
    }

    MalformedRequest(String message) {
        this(ErrorResponse.plain(GrpcStatus.INVALID_ARGUMENT, message));
    }

    ErrorResponse answer() {
        return answer;
    }
}
