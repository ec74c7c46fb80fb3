package dev.kith.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.core.Sha256;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;

/** Answers browsers with what is neither stored nor taken for something else, and may do what its policy says. */
public final class PageAnswer {
    private PageAnswer() {}

    /**
     * The policy of a page that has one style sheet within itself and runs, loads and sends nothing.
     *
     * @param style the style sheet
     * @return the value of {@code Content-Security-Policy}
     */
    public static String policy(String style) {
        return "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(style))
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /**
     * Answers with HTML.
     *
     * @param response the answer
     * @param policy what the page may do
     * @param html the page
     * @throws IOException if the client has gone
     */
    public static void html(HttpServletResponse response, String policy, String html) throws IOException {
        send(response, policy, "text/html", html.getBytes(UTF_8));
    }

    static void send(HttpServletResponse response, String policy, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }
}
