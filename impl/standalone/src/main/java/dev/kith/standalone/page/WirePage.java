package dev.kith.standalone.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /wire/}: the names of the files that define the calls, {@code /wire/<name>}: one of them. */
public final class WirePage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The path of the page. */
    public static final String MAPPING = "/wire/*";

    /** Everything below the folder of the definitions; a file that is not named here is not served. */
    private static final List<String> FILES = List.of(
            "google/rpc/error_details.proto",
            "google/rpc/status.proto",
            "grpc/health/v1/health.proto",
            "openapi.yaml",
            "zitadel/object/v3alpha/object.proto",
            "zitadel/resources/object/v3alpha/object.proto",
            "zitadel/resources/user/v3alpha/authenticator.proto",
            "zitadel/resources/user/v3alpha/communication.proto",
            "zitadel/resources/user/v3alpha/query.proto",
            "zitadel/resources/user/v3alpha/user.proto",
            "zitadel/resources/user/v3alpha/user_service.proto",
            "zitadel/resources/userschema/v3alpha/query.proto",
            "zitadel/resources/userschema/v3alpha/user_schema.proto",
            "zitadel/resources/userschema/v3alpha/user_schema_service.proto",
            "zitadel/v1/error.proto");

    /** The page. */
    public WirePage() {
        // Nothing is given.
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo()).substring(1);
        if (path.isEmpty()) {
            answer(response, (String.join("\n", FILES) + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (FILES.contains(path)) {
            answer(response, read(path));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = WirePage.class.getResourceAsStream("/dev/kith/wire/" + name)) {
            if (file == null) {
                throw new IOException("not in the jar: " + name);
            }
            return file.readAllBytes();
        }
    }

    private static void answer(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(body);
    }
}
