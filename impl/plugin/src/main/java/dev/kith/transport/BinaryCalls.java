package dev.kith.transport;

import dev.kith.api.Operation;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Serves requests of binary protocols (gRPC-Web, Connect) that arrive through JAX-RS: on the REST paths, and on the method
 * paths where the host has no servlets.
 *
 * <p>Safe for several threads. Never throws because of what a request contains.
 */
public interface BinaryCalls {
    /** Serves nothing, so that every body is read as JSON. */
    BinaryCalls NONE = (operation, id, head, body) -> Optional.empty();

    /**
     * Answers a request on a REST path whose content type is binary.
     *
     * @param operation the call
     * @param id the id of the path, which wins over the one in the body; empty where the path has none
     * @param head the request's head, its content type included
     * @param body the request's body, not read yet; left untouched when the answer is empty or the caller is not admitted
     * @return the whole answer; empty if this does not serve the content type
     */
    Optional<BinaryResponse> call(Operation operation, Optional<String> id, RequestHead head, InputStream body);

    /**
     * Answers a request on the path of a method, for hosts without servlets.
     *
     * @param service the part of the path before the last one
     * @param method the last part of the path
     * @param head the request's head, its content type included
     * @param body the request's body, not read yet; left untouched when the answer is empty or the caller is not admitted
     * @return the whole answer; empty if the content type is not one of these protocols
     */
    default Optional<BinaryResponse> call(String service, String method, RequestHead head, InputStream body) {
        return Optional.empty();
    }

    /**
     * A whole answer.
     *
     * @param http the HTTP status
     * @param headers name to value, content type included
     * @param body the body
     */
    record BinaryResponse(int http, Map<String, String> headers, byte[] body) {
        /** Copies the headers. */
        public BinaryResponse {
            headers = Map.copyOf(headers);
        }
    }
}
