package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A protocol. */
interface Transport {
    /** The word that case files use for it. */
    String name();

    /** The status that is expected over it. */
    int expectedStatus(Expect expect);

    /** Whether response headers are judged over it. */
    boolean judgesHeaders();

    Answer call(Call call);

    /**
     * A call whose placeholders have got their values.
     *
     * @param origin the server
     * @param authorization the caller's authorization; empty for none
     * @param request the call over HTTP
     * @param rpc the call over gRPC
     */
    record Call(URI origin, Optional<String> authorization, Optional<Json> request, Optional<Json> rpc) {
        private static final String DRY_RUN = "kith-dry-run";

        Case.HttpCall httpCall() {
            return Case.HttpCall.read(request.orElseThrow(() -> new NotUnderstood("the case has no request")));
        }

        Case.RpcCall rpcCall() {
            return Case.RpcCall.read(rpc.orElseThrow(() -> new NotUnderstood("the case has no rpc")));
        }

        /** Whether the server is only asked what would happen. */
        boolean isDryRun() {
            return (request.isPresent() && headers(httpCall().headers()).containsKey(DRY_RUN))
                    || (rpc.isPresent() && headers(rpcCall().metadata()).containsKey(DRY_RUN));
        }

        /** The authorization, and the headers that a request adds or replaces; an empty value removes a header. */
        Map<String, String> headers(Map<String, Optional<String>> additional) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            authorization.ifPresent(value -> headers.put("authorization", value));
            additional.forEach((name, value) -> {
                headers.remove(name);
                value.ifPresent(text -> headers.put(name, text));
            });
            return headers;
        }
    }
}
