package dev.kith.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * {@code /dev/api}: the calls over JSON as Swagger UI shows them, to be tried out. Only for whoever sits at this machine, and
 * only while the program runs for development; to everybody else there is no such page. It loads nothing from elsewhere.
 */
public final class ApiPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The path of the page. */
    public static final String MAPPING = "/dev/api/*";

    /** Swagger UI gives its elements styles of their own, which only this allows. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Kith: try the calls</title>
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <link rel="stylesheet" href="api/swagger-ui.css"></head>
            <body><main id="calls"></main>
            <script src="api/swagger-ui-bundle.js"></script><script src="api/start.js"></script></body></html>
            """;

    private static final String START = """
            SwaggerUIBundle({
              url: '../wire/openapi.yaml',
              domNode: document.getElementById('calls'),
              deepLinking: false,
              validatorUrl: null,
              persistAuthorization: false,
              defaultModelsExpandDepth: -1
            });
            """;

    /** Files of Swagger UI and their types. */
    private static final Map<String, String> FILES =
            Map.of("/swagger-ui.css", "text/css", "/swagger-ui-bundle.js", "text/javascript");

    private final String folder = "/META-INF/resources/webjars/swagger-ui/" + version();

    /** The page. */
    public ApiPage() {
        // Nothing is given.
    }

    private static String version() {
        try (InputStream file =
                ApiPage.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties artifact = new Properties();
            artifact.load(Objects.requireNonNull(file, "Swagger UI is not on the class path"));
            return artifact.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String type = FILES.get(path);
        if (!LocalRequests.asks(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (path.isEmpty()) {
            PageAnswer.html(response, POLICY, PAGE);
        } else if (path.equals("/start.js")) {
            PageAnswer.send(response, POLICY, "text/javascript", START.getBytes(UTF_8));
        } else if (type != null) {
            PageAnswer.send(response, POLICY, type, read(path));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private byte[] read(String path) throws IOException {
        try (InputStream file = ApiPage.class.getResourceAsStream(folder + path)) {
            if (file == null) {
                throw new IOException("not on the class path: " + folder + path);
            }
            return file.readAllBytes();
        }
    }
}
