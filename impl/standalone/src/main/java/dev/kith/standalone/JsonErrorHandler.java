package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.standalone.port.RequestIds;
import dev.kith.transport.RequestIdHeader;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (no request at all, headers too large) is answered in the same form as everything else. */
final class JsonErrorHandler implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(RequestIdHeader.NAME, RequestIds.of(request));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        String body = "{\"code\":" + code(status) + ",\"message\":\"" + HttpStatus.getMessage(status) + "\"}";
        response.write(true, ByteBuffer.wrap(body.getBytes(UTF_8)), callback);
        return true;
    }

    /** The code of the table in which every refusal has one. */
    private static int code(int status) {
        return switch (status) {
            case 404 -> 5;
            case 405 -> 12;
            case 429 -> 8;
            case 503 -> 14;
            default -> status < 500 ? 3 : 13;
        };
    }
}
