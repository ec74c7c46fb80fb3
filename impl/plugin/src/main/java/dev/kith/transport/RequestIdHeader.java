package dev.kith.transport;

import dev.kith.spi.RequestId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which id a request has: that of the thread if it has one already, else the one that the request brings in
 * {@code X-Request-Id}, else the trace id of {@code traceparent} (W3C Trace Context), else a new one. What does not have the
 * form of an id is never reflected.
 */
public final class RequestIdHeader {
    /** The header of requests and answers (metadata in gRPC). */
    public static final String NAME = "X-Request-Id";

    private static final String TRACE = "traceparent";

    /** Version, trace id, parent id and flags, with hyphens between them; a later version may have more. */
    private static final int TRACE_LENGTH = 55;

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;

    private RequestIdHeader() {}

    /**
     * What is done for a request.
     *
     * @param <T> the type of its result
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface IdentifiedWork<T, E extends Exception> {
        /**
         * Does the work, on a thread that has the request's id.
         *
         * @param id the id, which the answer is to carry
         * @return the result
         * @throws E if it fails
         */
        T answer(String id) throws E;
    }

    /**
     * Does work with the request's id as that of the thread.
     *
     * @param head the request's head
     * @param work the work
     * @param <T> the type of its result
     * @param <E> what it may throw
     * @return its result
     * @throws E if it fails
     */
    public static <T, E extends Exception> T serve(RequestHead head, IdentifiedWork<T, E> work) throws E {
        String id = of(head);
        RequestId.Binding binding = new RequestId(id).bind();
        try {
            return work.answer(id);
        } finally {
            binding.close();
        }
    }

    /**
     * Returns the id of a request.
     *
     * @param head the request's head
     * @return the id
     */
    public static String of(RequestHead head) {
        return current()
                .or(() -> only(head, NAME).filter(RequestId::isValid))
                .or(() -> only(head, TRACE).flatMap(RequestIdHeader::traceId))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /**
     * Returns the id of the request that this thread serves.
     *
     * @return the id; empty if this thread serves none
     */
    public static Optional<String> current() {
        return RequestId.current().map(RequestId::value);
    }

    /** A header that comes twice says nothing. */
    private static Optional<String> only(RequestHead head, String name) {
        List<String> values = head.headers(name);
        return values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
    }

    private static Optional<String> traceId(String trace) {
        boolean complete = trace.length() == TRACE_LENGTH
                || (trace.length() > TRACE_LENGTH && !trace.startsWith("00") && trace.charAt(TRACE_LENGTH) == '-');
        boolean valid = complete
                && trace.charAt(TRACE_ID - 1) == '-'
                && trace.charAt(PARENT_ID - 1) == '-'
                && trace.charAt(FLAGS - 1) == '-'
                && isHex(trace.substring(0, TRACE_ID - 1))
                && isHex(trace.substring(FLAGS, TRACE_LENGTH))
                && !trace.startsWith("ff")
                && isId(trace.substring(TRACE_ID, PARENT_ID - 1))
                && isId(trace.substring(PARENT_ID, FLAGS - 1));
        return valid ? Optional.of(trace.substring(TRACE_ID, PARENT_ID - 1)) : Optional.empty();
    }

    /** An id of zeros is none. */
    private static boolean isId(String digits) {
        return isHex(digits) && digits.chars().anyMatch(digit -> digit != '0');
    }

    private static boolean isHex(String digits) {
        return digits.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
    }
}
