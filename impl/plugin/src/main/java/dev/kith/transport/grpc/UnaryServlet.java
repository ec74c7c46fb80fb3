package dev.kith.transport.grpc;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.UnservedCalls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the methods of one service in a servlet container. Requests of no protocol that there is get a plain HTTP answer, with
 * the status in the headers for clients that look there.
 */
final class UnaryServlet {
    private final String service;
    private final MethodTable methods;
    private final UnaryEntry entry;
    private final CorsPolicy cors;

    /** Finds a method of the service by its name. */
    @FunctionalInterface
    interface MethodTable {
        Optional<UnaryMethod> named(String name);
    }

    UnaryServlet(String service, MethodTable methods, UnaryEntry entry, CorsPolicy cors) {
        this.service = service;
        this.methods = methods;
        this.entry = entry;
        this.cors = cors;
    }

    /** Answers a request on a method path. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestIdHeader.serve(new ServletHead(request), id -> {
            response.setHeader(RequestIdHeader.NAME, id);
            route(request, response);
            return response;
        });
    }

    /** Answers a request for a method, whatever its path. */
    void call(
            Optional<UnaryMethod> method,
            Optional<String> pathId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RequestIdHeader.serve(new ServletHead(request), id -> {
            response.setHeader(RequestIdHeader.NAME, id);
            answer(method, pathId, request, response);
            return response;
        });
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestHead head = new ServletHead(request);
        switch (request.getMethod()) {
            case "POST" -> answer(methods.named(name(request)), Optional.empty(), request, response);
            case "OPTIONS" -> preflight(head, response);
            default ->
                refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, GrpcStatus.INTERNAL, "calls use POST");
        }
    }

    private void preflight(RequestHead head, HttpServletResponse response) throws IOException {
        Map<String, String> headers = cors.preflight(head);
        if (headers.isEmpty()) {
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, GrpcStatus.INTERNAL, "calls use POST");
        } else {
            headers.forEach(response::setHeader);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private static String name(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    }

    private void answer(
            Optional<UnaryMethod> method,
            Optional<String> pathId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RequestHead head = new ServletHead(request);
        cors.headers(head).forEach(response::setHeader);
        String contentType =
                Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        Optional<MediaType> type = MediaType.of(contentType);
        if (type.isEmpty()) {
            refuse(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    GrpcStatus.INTERNAL,
                    "content type must be one of " + MediaType.NAMES);
        } else if (type.get() == MediaType.GRPC && request.getProtocol().startsWith("HTTP/1")) {
            response.setContentType(MediaType.mirrored(contentType));
            refuse(
                    response,
                    HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED,
                    GrpcStatus.UNIMPLEMENTED,
                    "gRPC needs HTTP/2; over HTTP/1.1 this service speaks gRPC-Web, Connect and JSON");
        } else if (type.get() == MediaType.GRPC && !supportsTrailers(response)) {
            response.setContentType(MediaType.mirrored(contentType));
            refuse(
                    response,
                    HttpServletResponse.SC_NOT_IMPLEMENTED,
                    GrpcStatus.UNIMPLEMENTED,
                    "this server sends no trailers, which gRPC needs; here this service speaks gRPC-Web, Connect and JSON");
        } else {
            GrpcReply reply = method.isPresent()
                    ? entry.serve(method.get(), type.get(), head, pathId, request.getInputStream())
                    : unknown(request);
            if (type.get().isConnect()) {
                answer(ConnectFormat.answer(type.get(), service, name(request), reply), response);
            } else {
                answer(type.get(), contentType, reply, request, response);
            }
        }
    }

    /** Checked before the call is made: a change whose answer cannot be sent must not happen. */
    private static boolean supportsTrailers(HttpServletResponse response) {
        try {
            response.setTrailerFields(Map::of);
            return true;
        } catch (IllegalStateException unsupported) {
            return false;
        }
    }

    private GrpcReply unknown(HttpServletRequest request) {
        return new GrpcReply.Failure(UnservedCalls.answer(service, name(request)));
    }

    private static void answer(BinaryCalls.BinaryResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.http());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private static void answer(
            MediaType type,
            String contentType,
            GrpcReply reply,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.mirrored(contentType));
        ReplyHeaders.of(reply).forEach(response::setHeader);
        if (type == MediaType.GRPC) {
            writeWithTrailers(reply, trailers(reply, request), response);
        } else {
            byte[] body = GrpcFraming.webBody(type, reply);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    /**
     * The order matters. Some containers drop the trailers of an answer that is still in their buffer when it ends, so the
     * headers are flushed first; and some mix up answers whose stream is closed explicitly, so the container closes it.
     */
    private static void writeWithTrailers(GrpcReply reply, Map<String, String> trailers, HttpServletResponse response)
            throws IOException {
        response.setTrailerFields(() -> trailers);
        response.flushBuffer();
        if (reply instanceof GrpcReply.Success success) {
            response.getOutputStream()
                    .write(GrpcFraming.message(success.message().toByteArray()));
            response.flushBuffer();
        }
    }

    private static Map<String, String> trailers(GrpcReply reply, HttpServletRequest request) {
        if (reply instanceof GrpcReply.Failure failure) {
            return repeatsOldTrailers(request)
                    ? StatusTrailers.allOf(failure.error())
                    : StatusTrailers.of(failure.error());
        }
        GrpcReply.Success success = (GrpcReply.Success) reply;
        return repeatsOldTrailers(request) ? StatusTrailers.allOk(success) : StatusTrailers.ok(success);
    }

    /** Open Liberty repeats a trailer of an earlier answer on the connection if a later answer does not set it. */
    private static boolean repeatsOldTrailers(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().contains("Liberty");
    }

    private static void refuse(HttpServletResponse response, int http, GrpcStatus status, String text)
            throws IOException {
        StatusTrailers.of(ErrorResponse.plain(status, text)).forEach(response::setHeader);
        response.setStatus(http);
        if (http == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "POST");
        }
        if (response.getContentType() == null) {
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
