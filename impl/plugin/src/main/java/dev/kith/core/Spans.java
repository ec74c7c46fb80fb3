package dev.kith.core;

import dev.kith.api.Operation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Port: the tracing of the host. A span is what a trace says of one piece of work; the span that a thread works in is its current
 * one. Spans hold names, kinds, outcomes and ids of messages and requests; of what a caller has sent, the request id and the trace
 * context alone; and never an address or a code. Every method returns at once, throws nothing of its own and is safe for several
 * threads.
 */
public interface Spans {
    /** Traces nothing. */
    Spans NONE = new Spans() {
        @Override
        public boolean on() {
            return false;
        }

        @Override
        public CallSpan served(Operation operation, String protocol, Function<String, List<String>> headers) {
            return CallSpan.NONE;
        }

        @Override
        public DeliverySpan delivering(CarriedMessage delivery) {
            return DeliverySpan.NONE;
        }

        @Override
        public @Nullable TraceContext current() {
            return null;
        }
    };

    /**
     * Returns whether anything is traced.
     *
     * @return false where whatever is made for a span is made in vain
     */
    default boolean on() {
        return true;
    }

    /**
     * Begins the span of a call that has come over the network, and makes it the thread's current one. It is part of the current
     * span if there is one, else of the trace that the request names (W3C Trace Context).
     *
     * @param operation the call
     * @param protocol how it came: {@code json}, {@code grpc}, {@code grpc-web} or {@code connect}
     * @param headers the request's headers: the values of the one of a name
     * @return the span, to be closed by this thread
     */
    CallSpan served(Operation operation, String protocol, Function<String, List<String>> headers);

    /**
     * Begins the span of one call of a carrier. It is no part of the current span; it is linked to what has caused the message.
     *
     * @param delivery what is delivered, and by whom
     * @return the span, to be closed
     */
    DeliverySpan delivering(CarriedMessage delivery);

    /**
     * Returns where this thread is in a trace.
     *
     * @return the place; {@code null} if it has no current span
     */
    @Nullable
    TraceContext current();

    /**
     * A place in a trace, as headers name it (W3C Trace Context).
     *
     * @param traceparent the trace and the span
     * @param tracestate what tracing systems have added, {@code null} for nothing
     */
    record TraceContext(String traceparent, @Nullable String tracestate) {}

    /**
     * What is delivered, and by whom.
     *
     * @param role what the carrier is: {@code notifier}, {@code verification-service} or {@code event-listener}
     * @param name the carrier's name
     * @param message the message
     * @param attempt which try it is, from 1
     * @param cause where the message was stored; {@code null} if that was not traced, or long ago
     */
    record CarriedMessage(
            String role,
            String name,
            OutboxMessage message,
            int attempt,
            @Nullable TraceContext cause) {}

    /** The span of a call. One that is closed without an answer has failed. */
    interface CallSpan extends AutoCloseable {
        /** The span of a call that is not traced. */
        CallSpan NONE = new CallSpan() {
            @Override
            public void answered(int http) {}

            @Override
            public void answered(int http, String status) {}

            @Override
            public void close() {}
        };

        /**
         * The call was answered in JSON.
         *
         * @param http the HTTP status
         */
        void answered(int http);

        /**
         * The call was answered with a gRPC status.
         *
         * @param http the HTTP status that the answer has in JSON
         * @param status the name of the gRPC status
         */
        void answered(int http, String status);

        @Override
        void close();
    }

    /** The span of a call of a carrier. One that is closed without an outcome has failed. */
    interface DeliverySpan extends AutoCloseable {
        /** The span of a call that is not traced. */
        DeliverySpan NONE = new DeliverySpan() {
            @Override
            public <T> Callable<T> around(Callable<T> work) {
                return work;
            }

            @Override
            public void ended(String outcome, boolean accepted) {}

            @Override
            public void close() {}
        };

        /**
         * Has work done with this span as the current one, on whatever thread.
         *
         * @param work the work
         * @param <T> the type of its result
         * @return the same work in this span
         */
        <T> Callable<T> around(Callable<T> work);

        /**
         * The carrier has answered, or time is up.
         *
         * @param outcome {@code accepted}, {@code refused} or {@code later}
         * @param accepted whether the carrier has taken the message
         */
        void ended(String outcome, boolean accepted);

        @Override
        void close();
    }
}
