package dev.kith.transport;

/** The status codes of gRPC with the HTTP status that JSON answers carry. */
public enum GrpcStatus {
    /** Done. */
    OK(0, 200),
    /** The caller has gone. */
    CANCELED(1, 499),
    /** Nothing is known about the failure. */
    UNKNOWN(2, 500),
    /** The request is wrong, whatever the state. */
    INVALID_ARGUMENT(3, 400),
    /** The caller's time is up. */
    DEADLINE_EXCEEDED(4, 504),
    /** There is no such thing for this caller. */
    NOT_FOUND(5, 404),
    /** There is such a thing already. */
    ALREADY_EXISTS(6, 409),
    /** The caller may not do this. */
    PERMISSION_DENIED(7, 403),
    /** Too much or too often. */
    RESOURCE_EXHAUSTED(8, 429),
    /** The state does not allow it. */
    FAILED_PRECONDITION(9, 400),
    /** Another call was faster. */
    ABORTED(10, 409),
    /** Beyond a valid range. */
    OUT_OF_RANGE(11, 400),
    /** There is no such call. */
    UNIMPLEMENTED(12, 501),
    /** An accident. */
    INTERNAL(13, 500),
    /** Not now. */
    UNAVAILABLE(14, 503),
    /** Stored data is broken. */
    DATA_LOSS(15, 500),
    /** It is not known who calls. */
    UNAUTHENTICATED(16, 401);

    private final int code;
    private final int http;

    GrpcStatus(int code, int http) {
        this.code = code;
        this.http = http;
    }

    /**
     * The number that goes over the wire.
     *
     * @return the gRPC status code
     */
    public int code() {
        return code;
    }

    /**
     * The HTTP status of a JSON answer.
     *
     * @return the HTTP status
     */
    public int http() {
        return http;
    }
}
