package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.standalone.page.LocalRequests;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /metrics}: all figures, in the text format of Prometheus. Nothing in it is personal. */
final class MetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String MAPPING = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final transient PrometheusMeterRegistry registry;
    private final transient Runnable counted;
    private final MetricsFor readers;

    /**
     * The page.
     *
     * @param registry all figures
     * @param counted returns when the database has counted what the figures tell of it, or takes too long for that
     * @param readers who may read it
     */
    MetricsPage(PrometheusMeterRegistry registry, Runnable counted, MetricsFor readers) {
        this.registry = registry;
        this.counted = counted;
        this.readers = readers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (readers == MetricsFor.NOBODY || (readers == MetricsFor.THIS_MACHINE && !LocalRequests.asks(request))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        counted.run();
        response.setHeader("Content-Type", TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(registry.scrape(TYPE).getBytes(UTF_8));
    }
}
