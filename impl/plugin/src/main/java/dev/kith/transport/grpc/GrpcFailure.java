package dev.kith.transport.grpc;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import java.io.IOException;

/**
 * A request that cannot be read or that comes too late, with its answer. An {@code IOException}, because most of these
 * failures are found while the body is being read.
 */
final class GrpcFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorResponse answer;

    GrpcFailure(ErrorResponse answer) {
        super(answer.message());
        this.answer = answer;
    }

    GrpcFailure(GrpcStatus status, String message) {
        this(ErrorResponse.plain(status, message));
    }

    ErrorResponse answer() {
        return answer;
    }
}
