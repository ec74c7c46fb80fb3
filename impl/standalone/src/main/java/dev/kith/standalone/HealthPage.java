package dev.kith.standalone;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** {@code /health/live}: the process runs. {@code /health/ready}: it can serve, the database answers. */
final class HealthPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String MAPPING = "/health/*";

    private final transient BooleanSupplier ready;

    HealthPage(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/live" -> answer(response, true);
            case "/ready" -> answer(response, ready.getAsBoolean());
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answer(HttpServletResponse response, boolean up) throws IOException {
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().print(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }
}
