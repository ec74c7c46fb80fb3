package dev.kith.transport;

/** The status codes of gRPC, each with the HTTP status of a JSON answer. */
public enum GrpcStatus {
    /** Done. */
    OK(0, 200),
    /** The caller has gone away. */
    CANCELED(1, 499),
    /** Nothing is known about the failure. */
    UNKNOWN(2, 500),
    /** The request is wrong, whatever the state of the data. */
    INVALID_ARGUMENT(3, 400),
    /** The caller's deadline has passed. */
    DEADLINE_EXCEEDED(4, 504),
    /** It does not exist, as far as this caller may know. */
    NOT_FOUND(5, 404),
    /** It already exists. */
    ALREADY_EXISTS(6, 409),
    /** The caller may not do this. */
    PERMISSION_DENIED(7, 403),
    /** Too much or too often. */
    RESOURCE_EXHAUSTED(8, 429),
    /** The state of the data does not allow it. */
    FAILED_PRECONDITION(9, 400),
    /** Another call was faster. */
    ABORTED(10, 409),
    /** Beyond a valid range. */
    OUT_OF_RANGE(11, 400),
    /** There is no such call. */
    UNIMPLEMENTED(12, 501),
    /** An unexpected failure. */
    INTERNAL(13, 500),
    /** Not now. */
    UNAVAILABLE(14, 503),
    /** Stored data is broken. */
    DATA_LOSS(15, 500),
    /** The caller is not known. */
    UNAUTHENTICATED(16, 401);

    private final int code;
    private final int http;

    GrpcStatus(int code, int http) {
        this.code = code;
        this.http = http;
    }

    /**
     * Returns the number that is sent.
     *
     * @return the gRPC status code
     */
    public int code() {
        return code;
    }

    /**
     * Returns the HTTP status of a JSON answer.
     *
     * @return the HTTP status
     */
    public int http() {
        return http;
    }
}
