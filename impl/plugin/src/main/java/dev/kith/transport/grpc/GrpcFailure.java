package dev.kith.transport.grpc;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestAdmission;
import java.io.IOException;
import java.util.Optional;

/**
 * A request that cannot be read or that comes too late, with its answer. An {@code IOException}, because most of these
 * failures are found while the body is being read.
 */
final class GrpcFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorResponse answer;
    private final transient Optional<String> challenge;

    private GrpcFailure(ErrorResponse answer, Optional<String> challenge) {
        super(answer.message());
        this.answer = answer;
        this.challenge = challenge;
    }

    GrpcFailure(ErrorResponse answer) {
        this(answer, Optional.empty());
    }

    GrpcFailure(RequestAdmission.Decision.Rejected refused) {
        this(refused.answer(), refused.challenge());
    }

    GrpcFailure(GrpcStatus status, String message) {
        this(ErrorResponse.plain(status, message));
    }

    ErrorResponse answer() {
        return answer;
    }

    GrpcReply reply() {
        return new GrpcReply.Failure(answer, challenge);
    }
}
