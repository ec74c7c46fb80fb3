package dev.kith.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.bench.Servers.Program;
import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keycloak, built for the database and started as in production, with users that follow a profile of the same rules. */
final class Keycloak implements AutoCloseable {
    private static final String REALM = "bench";
    private static final String ADMINISTRATOR = "admin";
    private static final String DAY = "86400";

    private static final String PROFILE = """
        {"attributes":[
        {"name":"username","validations":{"length":{"min":1,"max":255}},%1$s},
        {"name":"email","validations":{"email":{},"length":{"max":200}},%1$s},
        {"name":"givenName","validations":{"length":{"max":100}},%1$s},
        {"name":"familyName","validations":{"length":{"max":100}},%1$s},
        {"name":"department","validations":{"options":{"options":["eng","ops","sales"]}},%1$s},
        {"name":"level","validations":{"integer":{"min":"1","max":"99"}},%1$s}]}\
        """.formatted("\"permissions\":{\"view\":[\"admin\"],\"edit\":[\"admin\"]}");

    private final Program program;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<User> users = new ArrayList<>();
    private String token = "";

    /** A user of the realm. */
    private record User(String id, String name) {}

    private Keycloak(Program program) {
        this.program = program;
    }

    static Keycloak start(Options options, Path work, Jdk jdk, Database database) throws Exception {
        Path home = Files.createTempDirectory(work, "keycloak").resolve("server");
        ServerProcess.run(work, List.of("cp", "-r", options.keycloak().toString(), home.toString()), Map.of());
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME", jdk.home().toString(),
                "KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR,
                "KC_DB_URL", database.url(),
                "KC_DB_USERNAME", database.username(),
                "KC_DB_PASSWORD", database.password()));
        String script = home.resolve("bin/kc.sh").toString();
        ServerProcess.run(home, List.of(script, "build", "--db=postgres"), environment);
        int port = FreePort.find();
        ServerProcess process = ServerProcess.start(
                home,
                List.of(
                        script,
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--cache=local"),
                environment);
        try {
            process.await(Pattern.compile("Listening on"));
            Keycloak keycloak = new Keycloak(new Program(process, URI.create("http://127.0.0.1:" + port), ""));
            keycloak.prepare(options.users());
            return keycloak;
        } catch (Exception e) {
            process.close();
            throw e;
        }
    }

    Program program() {
        return program;
    }

    private void prepare(int count) throws Exception {
        logIn();
        String lasting = "\"accessTokenLifespan\":" + DAY + ",\"ssoSessionIdleTimeout\":" + DAY
                + ",\"ssoSessionMaxLifespan\":" + DAY;
        send("PUT", "/admin/realms/master", "{" + lasting + "}");
        logIn();
        send("POST", "/admin/realms", "{\"realm\":\"" + REALM + "\",\"enabled\":true," + lasting + "}");
        send("PUT", "/admin/realms/" + REALM + "/users/profile", PROFILE);
        for (int number = 0; number < count; number++) {
            String name = "u" + number;
            HttpResponse<String> created = send("POST", "/admin/realms/" + REALM + "/users", user(name, name, 3));
            String place = created.headers().firstValue("Location").orElseThrow();
            users.add(new User(place.substring(place.lastIndexOf('/') + 1), name));
        }
    }

    private static String user(String name, String address, int level) {
        return "{\"username\":\"" + name + "\",\"enabled\":true,\"emailVerified\":false,\"email\":\"" + address
                + "@example.com\",\"attributes\":{\"givenName\":[\"Ada" + address
                + "\"],\"familyName\":[\"Quill\"],\"department\":[\"ops\"],\"level\":[\"" + level + "\"]}}";
    }

    private void logIn() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        program.url().resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=admin&password=" + ADMINISTRATOR, UTF_8))
                .build();
        Json answer = JsonText.read(
                required(http.send(request, BodyHandlers.ofString())).body());
        token = answer instanceof Json.Obj object && object.get("access_token") instanceof Json.Text text
                ? text.value()
                : "";
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(program.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, UTF_8))
                .build();
        return required(http.send(request, BodyHandlers.ofString()));
    }

    private static HttpResponse<String> required(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new IOException(response.uri() + " answers " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    /** Changes the address and an attribute of a user: the nearest that it has to both calls of the program. */
    Load.Target changes() {
        return Calls.over(program.url(), (numbers, random) -> {
            User user = users.get(random.nextInt(users.size()));
            return HttpConnection.request(
                    program.url(),
                    "PUT",
                    "/admin/realms/" + REALM + "/users/" + user.id,
                    token,
                    user(user.name, "k" + numbers, (int) (numbers % 90) + 1));
        });
    }

    @Override
    public void close() {
        program.close();
    }
}
