package dev.kith.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What a Java program can reach: Jetty, HikariCP and JDBC of the same versions as in the program, its statements on its
 * tables, and nothing in between: no schema, no permissions, no delivery.
 *
 * <p>{@code PUT /<user>/email} and {@code PATCH /<user>}. Arguments: port, JDBC URL, user name, password.
 */
public final class BareProgram extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int POOL = 10;
    private static final int THREADS = 200;

    private final transient HikariDataSource pool;
    private final transient Codes codes = new Codes();

    private BareProgram(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[1]);
        config.setUsername(arguments[2]);
        config.setPassword(arguments[3]);
        config.setMaximumPoolSize(POOL);
        Server server = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(new ServletHolder(new BareProgram(new HikariDataSource(config))), "/*");
        server.setHandler(context);
        server.start();
        System.out.println("ready");
        server.join();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = request.getRequestURI().split("/");
        JsonObject body = Json.createReader(
                        new StringReader(new String(request.getInputStream().readAllBytes(), UTF_8)))
                .readObject();
        if (caller(request).isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        try (Connection connection = pool.getConnection()) {
            long changed = path.length > 2
                    ? KithStatements.setEmail(connection, path[1], body.getString("address"), codes)
                    : KithStatements.patch(
                            connection, path[1], body.getJsonObject("data").toString(), Codes.now());
            answer(response, path[1], changed);
        } catch (SQLException e) {
            getServletContext().log("a call has failed", e);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** The hash of the token, as the program looks for it. The program remembers a token for a second, so no statement belongs here. */
    private static String caller(HttpServletRequest request) {
        try {
            String token = String.valueOf(request.getHeader("Authorization"));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpServletResponse response, String user, long changed) throws IOException {
        byte[] text = Json.createObjectBuilder()
                .add(
                        "details",
                        Json.createObjectBuilder()
                                .add("id", user)
                                .add(
                                        "changed",
                                        Instant.ofEpochSecond(0, changed * 1000).toString())
                                .add(
                                        "owner",
                                        Json.createObjectBuilder()
                                                .add("type", "OWNER_TYPE_ORG")
                                                .add("id", "default")))
                .build()
                .toString()
                .getBytes(UTF_8);
        response.setContentType("application/json");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
