package dev.kith.transport;

import dev.kith.api.Operation;

/** Hears of every call, of its begin and of its end. Returns at once, throws nothing. Safe for several threads. */
@FunctionalInterface
public interface CallObserver {
    /** Hears and does nothing. */
    CallObserver NONE = (operation, protocol, head) -> ObservedCall.NONE;

    /**
     * A call begins on this thread, which has the request's id: its head has come.
     *
     * @param operation the call
     * @param protocol how it comes
     * @param head the request's head
     * @return what hears of its end, to be closed by this thread
     */
    ObservedCall begun(Operation operation, CallProtocol protocol, RequestHead head);

    /** A call that is being served. One that is closed without an answer has failed. */
    interface ObservedCall extends AutoCloseable {
        /** Hears and does nothing. */
        ObservedCall NONE = new ObservedCall() {
            @Override
            public void answered(int http) {}

            @Override
            public void answered(int http, GrpcStatus status) {}

            @Override
            public void close() {}
        };

        /**
         * The call was answered in JSON: the answer is made.
         *
         * @param http the HTTP status
         */
        void answered(int http);

        /**
         * The call was answered by a protocol with the status codes of gRPC.
         *
         * @param http the HTTP status that the answer has in JSON
         * @param status the status
         */
        void answered(int http, GrpcStatus status);

        @Override
        void close();
    }

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
