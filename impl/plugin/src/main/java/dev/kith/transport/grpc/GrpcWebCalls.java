package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import dev.kith.api.UserAccounts;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.Gate;
import dev.kith.transport.RequestHead;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** gRPC-Web bodies for whoever has the request already. */
public final class GrpcWebCalls implements BinaryCalls {
    private static final int OK = 200;

    private final UserMethods methods;
    private final UnaryEntry entry;

    /**
     * Calls over gRPC-Web.
     *
     * @param accounts the calls
     * @param gate who is let in
     * @param clock the time
     */
    public GrpcWebCalls(UserAccounts accounts, Gate gate, Clock clock) {
        this.methods = new UserMethods(accounts, gate);
        this.entry = new UnaryEntry(clock);
    }

    @Override
    public Optional<Answer> call(Operation operation, Optional<String> id, RequestHead head, InputStream body) {
        String contentType = head.headers("content-type").stream().findFirst().orElse("");
        return MediaType.of(contentType).filter(type -> type != MediaType.GRPC).map(type -> {
            Reply reply = entry.serve(methods.of(operation), type, head, id, body);
            return new Answer(OK, headers(contentType, reply), WebBody.of(type, reply));
        });
    }

    private static Map<String, String> headers(String contentType, Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>(ReplyHeaders.of(reply));
        headers.put("Content-Type", MediaType.mirrored(contentType));
        return headers;
    }
}
