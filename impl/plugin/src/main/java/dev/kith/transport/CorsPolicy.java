package dev.kith.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which browser origins may call, and the headers that they get (the CORS protocol of the Fetch standard). Off unless origins
 * are configured; {@code *} allows every origin, but then without credentials (contract, ruling R17).
 *
 * @param origins the origins ({@code https://app.example.com}), compared character by character, or {@code *}
 */
public record CorsPolicy(Set<String> origins) {
    /** No origin may call. */
    public static final CorsPolicy CLOSED = new CorsPolicy(Set.of());

    private static final String ANY = "*";
    private static final String METHODS = "OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "origin, content-type, accept, accept-language, authorization, if-match, idempotency-key, "
                    + "kith-dry-run, x-zitadel-orgid, x-user-agent, x-grpc-web, x-requested-with, grpc-timeout, connect-protocol-version, "
                    + "connect-timeout-ms, x-request-id, traceparent";
    private static final String ANSWER_HEADERS =
            "etag, retry-after, www-authenticate, x-request-id, idempotency-replayed, kith-dry-run, kith-left-out, trailer-kith-left-out, "
                    + "grpc-status, grpc-message, grpc-status-details-bin";

    /** Copies the origins. */
    public CorsPolicy {
        origins = Set.copyOf(origins);
    }

    /**
     * Returns whether any origin may call at all.
     *
     * @return true if so
     */
    public boolean isOpen() {
        return !origins.isEmpty();
    }

    /**
     * Returns whether pages of an origin may call with credentials that the browser keeps.
     *
     * @param origin the value of the {@code Origin} header
     * @return true if the origin is named
     */
    public boolean allowsCredentials(String origin) {
        return !origin.equals(ANY) && origins.contains(origin);
    }

    /**
     * Returns the headers that go with every answer.
     *
     * @param head the request's head
     * @return name to value; empty when no origin may call
     */
    public Map<String, String> headers(RequestHead head) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (isOpen()) {
            headers.put("Vary", "Origin");
            allowed(head).ifPresent(origin -> allow(origin, headers));
        }
        return headers;
    }

    /**
     * Returns the headers that answer a preflight request.
     *
     * @param head the request's head
     * @return name to value; empty unless this is a preflight request of an origin that may call
     */
    public Map<String, String> preflight(RequestHead head) {
        if (head.headers("access-control-request-method").isEmpty()
                || allowed(head).isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = headers(head);
        headers.put("Access-Control-Allow-Methods", METHODS);
        headers.put("Access-Control-Allow-Headers", REQUEST_HEADERS);
        headers.put("Access-Control-Max-Age", "600");
        return headers;
    }

    private Optional<String> allowed(RequestHead head) {
        List<String> named = head.headers("origin");
        return named.stream()
                .findFirst()
                .filter(origin -> named.size() == 1)
                .filter(origin -> allowsCredentials(origin) || origins.contains(ANY));
    }

    private void allow(String origin, Map<String, String> headers) {
        headers.put("Access-Control-Expose-Headers", ANSWER_HEADERS);
        if (allowsCredentials(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Credentials", "true");
        } else {
            headers.put("Access-Control-Allow-Origin", ANY);
        }
    }
}
