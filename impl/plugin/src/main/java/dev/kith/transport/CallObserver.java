package dev.kith.transport;

import dev.kith.api.Operation;

/** Hears of every call that was answered. Returns at once, throws nothing. Safe for several threads. */
@FunctionalInterface
public interface CallObserver {
    /** Hears and does nothing. */
    CallObserver NONE = (operation, protocol, http, nanos) -> {};

    /**
     * A call was answered.
     *
     * @param operation the call
     * @param protocol how it came
     * @param http the HTTP status that it has in JSON, whatever the protocol
     * @param nanos from the time at which its head had come to the time at which its answer was made
     */
    void answered(Operation operation, CallProtocol protocol, int http, long nanos);

    /** How calls come. */
    enum CallProtocol {
        /** JSON over HTTP. */
        JSON,
        /** gRPC. */
        GRPC,
        /** gRPC-Web, on the paths of gRPC or of JSON. */
        GRPC_WEB,
        /** Connect. */
        CONNECT
    }
}
