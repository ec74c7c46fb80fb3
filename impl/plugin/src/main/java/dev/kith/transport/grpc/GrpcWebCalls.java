package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CallObserver;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestHead;
import dev.kith.transport.grpc.ServiceMethods.GrpcServices;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Serves gRPC-Web and Connect for transports that have already accepted the request. */
public final class GrpcWebCalls implements BinaryCalls {
    private static final int OK = 200;
    private static final int NOT_IMPLEMENTED = 501;
    private static final ErrorResponse NO_TRAILERS = ErrorResponse.plain(
            GrpcStatus.UNIMPLEMENTED,
            "this server sends no trailers, which gRPC needs; here this service speaks gRPC-Web, Connect and JSON");

    private final GrpcServices methods;
    private final UnaryEntry entry;

    /**
     * Calls over gRPC-Web and Connect.
     *
     * @param accounts the calls about users
     * @param search the search for users
     * @param schemas the calls about user schemas
     * @param admission decides which requests are admitted
     * @param clock the time
     * @param calls hears of every call
     */
    public GrpcWebCalls(
            UserAccounts accounts,
            UserSearch search,
            UserSchemaService schemas,
            RequestAdmission admission,
            Clock clock,
            CallObserver calls) {
        this.methods = GrpcServices.of(accounts, search, schemas, admission);
        this.entry = new UnaryEntry(clock, calls);
    }

    @Override
    public Optional<BinaryResponse> call(Operation operation, Optional<String> id, RequestHead head, InputStream body) {
        return MediaType.of(contentType(head))
                .filter(MediaType::isWeb)
                .map(type -> answer(type, head, entry.serve(methods.of(operation), type, head, id, body)));
    }

    @Override
    public Optional<BinaryResponse> call(String service, String method, RequestHead head, InputStream body) {
        return MediaType.of(contentType(head))
                .map(type -> type == MediaType.GRPC
                        ? answer(NOT_IMPLEMENTED, head, NO_TRAILERS)
                        : answer(type, head, service, method, reply(service, method, type, head, body)));
    }

    private static BinaryResponse answer(
            MediaType type, RequestHead head, String service, String method, GrpcReply reply) {
        return type.isConnect() ? ConnectFormat.answer(type, service, method, reply) : answer(type, head, reply);
    }

    private GrpcReply reply(String service, String method, MediaType type, RequestHead head, InputStream body) {
        ServiceMethods known = methods.named(service)
                .orElseThrow(() -> new IllegalArgumentException("mapped to another path than those of the services"));
        return known.named(method)
                .map(found -> entry.serve(found, type, head, Optional.empty(), body))
                .orElseGet(() -> known.unknown(method));
    }

    private static String contentType(RequestHead head) {
        return head.headers("content-type").stream().findFirst().orElse("");
    }

    private static BinaryResponse answer(MediaType type, RequestHead head, GrpcReply reply) {
        return new BinaryResponse(OK, headers(contentType(head), reply), GrpcFraming.webBody(type, reply));
    }

    /** An answer that consists of headers only. */
    private static BinaryResponse answer(int http, RequestHead head, ErrorResponse error) {
        Map<String, String> headers = new LinkedHashMap<>(StatusTrailers.of(error));
        headers.put("Content-Type", MediaType.mirrored(contentType(head)));
        return new BinaryResponse(http, headers, new byte[0]);
    }

    private static Map<String, String> headers(String contentType, GrpcReply reply) {
        Map<String, String> headers = new LinkedHashMap<>(ReplyHeaders.of(reply));
        headers.put("Content-Type", MediaType.mirrored(contentType));
        return headers;
    }
}
