package dev.kith.transport.rest;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;

/** Answers to requests that reach no call. */
final class RoutingErrors {
    static final ErrorResponse NOT_FOUND = ErrorResponse.plain(GrpcStatus.NOT_FOUND, "Not Found");
    static final ErrorResponse METHOD_NOT_ALLOWED =
            ErrorResponse.plain(GrpcStatus.UNIMPLEMENTED, "Method Not Allowed").inJson(GrpcStatus.UNIMPLEMENTED, 405);
    static final ErrorResponse UNSUPPORTED_MEDIA_TYPE = ErrorResponse.plain(
                    GrpcStatus.INVALID_ARGUMENT, "content type application/json expected")
            .inJson(GrpcStatus.INVALID_ARGUMENT, 415);
    static final ErrorResponse UNSUPPORTED_CODING = ErrorResponse.plain(
                    GrpcStatus.INVALID_ARGUMENT, "body must not be compressed: content encoding identity expected")
            .inJson(GrpcStatus.INVALID_ARGUMENT, 415);

    private RoutingErrors() {}
}
