package dev.kith.transport.rest;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Receipt;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CallOptionsHeaders;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.IfMatch;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestIdHeader;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes answers: JSON in UTF-8 that must not be cached. */
final class RestResponses {
    static final ErrorResponse NOT_FOUND = ErrorResponse.plain(GrpcStatus.NOT_FOUND, "Not Found");
    static final ErrorResponse METHOD_NOT_ALLOWED =
            ErrorResponse.plain(GrpcStatus.UNIMPLEMENTED, "Method Not Allowed").inJson(GrpcStatus.UNIMPLEMENTED, 405);
    static final ErrorResponse UNSUPPORTED_MEDIA_TYPE = ErrorResponse.plain(
                    GrpcStatus.INVALID_ARGUMENT, "content type application/json expected")
            .inJson(GrpcStatus.INVALID_ARGUMENT, 415);
    static final ErrorResponse UNSUPPORTED_CODING = ErrorResponse.plain(
                    GrpcStatus.INVALID_ARGUMENT, "body must not be compressed: content encoding identity expected")
            .inJson(GrpcStatus.INVALID_ARGUMENT, 415);

    private static final int OK = 200;
    private static final String JSON = "application/json";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private RestResponses() {}

    static Response.ResponseBuilder done(int status, String version, Json body) {
        return json(status, body).header(HttpHeaders.ETAG, IfMatch.entityTag(version));
    }

    /** An answer about a change of a user; one that says nothing of a dry run or of an earlier call was a change now. */
    static Response.ResponseBuilder done(int status, Receipt receipt, Json body) {
        Response.ResponseBuilder response =
                receipt.version().isEmpty() ? json(status, body) : done(status, receipt.version(), body);
        CallOptionsHeaders.answering(receipt.effect()).forEach(response::header);
        return response;
    }

    /** An answer about a schema; one that says nothing of a dry run was none. */
    static Response.ResponseBuilder done(int status, SchemaReceipt receipt) {
        Response.ResponseBuilder response = json(status, SchemaJson.receipt(receipt));
        if (receipt.version() != null) {
            response.header(HttpHeaders.ETAG, IfMatch.entityTag(receipt.version()));
        }
        if (receipt.impact() != null) {
            CallOptionsHeaders.dryRun().forEach(response::header);
        }
        return response;
    }

    static Response.ResponseBuilder done(Json body) {
        return json(OK, body);
    }

    static Response.ResponseBuilder error(ErrorResponse answer) {
        Response.ResponseBuilder response = json(answer.http(), ResponseJson.error(answer));
        answer.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response;
    }

    static Response.ResponseBuilder refused(RequestAdmission.Decision.Rejected refused) {
        Response.ResponseBuilder response = error(refused.answer());
        refused.challenge().ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        return response;
    }

    static Response.ResponseBuilder binary(BinaryCalls.BinaryResponse answer) {
        Response.ResponseBuilder response = Response.status(answer.http()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response;
    }

    private static Response.ResponseBuilder json(int status, Json body) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, JSON)
                .header("X-Content-Type-Options", "nosniff")
                .entity(JsonText.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a request that reaches no call, with the request's id. */
    static Response identified(@Nullable HttpHeaders headers, Supplier<Response.ResponseBuilder> answer) {
        MultivaluedMap<String, String> present =
                headers == null ? new MultivaluedHashMap<>() : headers.getRequestHeaders();
        return RequestIdHeader.serve(
                new AnswersWithId.HeadersAlone(present),
                id -> answer.get().header(RequestIdHeader.NAME, id).build());
    }

    /** Completes the answer of a call. */
    static Response send(Response.ResponseBuilder response, String id, Instant now, Map<String, String> cors) {
        response.header(RequestIdHeader.NAME, id)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .header(HttpHeaders.EXPIRES, HTTP_DATE.format(now))
                .header("X-Robots-Tag", "none");
        cors.forEach(response::header);
        return response.build();
    }
}
