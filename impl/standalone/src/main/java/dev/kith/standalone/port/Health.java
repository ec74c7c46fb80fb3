package dev.kith.standalone.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.health.HealthReport;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
 * can take a thread for long, and takes none. That plugins fail or messages were given up does not make it less ready, as another
 * process would not do better; the answer says so.
 */
final class Health extends Handler.Wrapper {
    private static final HealthReport UP = new HealthReport(true, Map.of(), null, null);

    private final Supplier<? extends CompletionStage<Boolean>> ready;
    private final Function<Boolean, HealthReport> report;

    Health(
            Handler handler,
            Supplier<? extends CompletionStage<Boolean>> ready,
            Function<Boolean, HealthReport> report) {
        super(handler);
        this.ready = ready;
        this.report = report;
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
            answer(response, callback, UP);
        } else {
            ready.get().thenAccept(up -> answer(response, callback, report.apply(up)));
        }
        return true;
    }

    private static void answer(Response response, Callback callback, HealthReport report) {
        response.setStatus(report.ready() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body(report).getBytes(UTF_8)), callback);
    }

    private static String body(HealthReport report) {
        Map<String, Json> body = new LinkedHashMap<>();
        body.put("status", new Json.Text(report.ready() ? "UP" : "DOWN"));
        report.failing().forEach((word, names) -> body.put(word, texts(names)));
        Long dead = report.dead();
        if (dead != null && dead > 0) {
            body.put(HealthReport.DEAD, new Json.Num(BigDecimal.valueOf(dead)));
        }
        return JsonText.write(new Json.Obj(body));
    }

    private static Json texts(List<String> names) {
        return new Json.Arr(names.stream().<Json>map(Json.Text::new).toList());
    }
}
