package dev.kith.standalone.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code /health/live}: the process runs. {@code /health/started}: its start is over, which is so once anything is answered.
 * {@code /health/ready}: it can serve, the database answers, and nothing has asked it to end. Stands before everything that
 * can take a thread for long, and takes none. That notifiers fail does not make it less ready, as another process would not do
 * better; the answer names them.
 */
final class Health extends Handler.Wrapper {
    private final Supplier<? extends CompletionStage<Boolean>> ready;
    private final Supplier<List<String>> failing;

    Health(Handler handler, Supplier<? extends CompletionStage<Boolean>> ready, Supplier<List<String>> failing) {
        super(handler);
        this.ready = ready;
        this.failing = failing;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        boolean live = path.equals("/health/live") || path.equals("/health/started");
        if (!live && !path.equals("/health/ready")) {
            return super.handle(request, response, callback);
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        } else if (live) {
            answer(response, callback, true, List.of());
        } else {
            ready.get().thenAccept(up -> answer(response, callback, up, failing.get()));
        }
        return true;
    }

    private static void answer(Response response, Callback callback, boolean up, List<String> failing) {
        response.setStatus(up ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body(up, failing).getBytes(UTF_8)), callback);
    }

    private static String body(boolean up, List<String> failing) {
        Map<String, Json> body = new LinkedHashMap<>();
        body.put("status", new Json.Text(up ? "UP" : "DOWN"));
        if (!failing.isEmpty()) {
            body.put(
                    "failingNotifiers",
                    new Json.Arr(failing.stream().<Json>map(Json.Text::new).toList()));
        }
        return JsonText.write(new Json.Obj(body));
    }
}
