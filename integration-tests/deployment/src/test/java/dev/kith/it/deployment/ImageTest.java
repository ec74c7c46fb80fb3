package dev.kith.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image: what it says of itself, and a start of what is in it with the settings of the manifests. */
class ImageTest {
    private static final Path TAR = Deploy.ROOT.resolve("impl/image/target/kith-image.tar");
    private static final String TOKEN = "a-token-for-this-test-alone";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path shared;

    private static Image image = new Image(TAR, new Tree(Map.of()), new Tree(Map.of()));
    private static Path root = TAR;

    @TempDir
    Path folder;

    private Path data = TAR;
    private Path settings = TAR;

    @BeforeAll
    static void unpack() throws Exception {
        image = Image.read(TAR, Files.createDirectory(shared.resolve("image")));
        root = Files.createDirectory(shared.resolve("root"));
        image.unpack(root);
    }

    @BeforeEach
    void mounts() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        settings = Files.createDirectory(folder.resolve("settings"));
    }

    @Test
    void it_says_what_it_is_and_how_it_is_started() {
        Tree config = image.config().at("config");
        Map<String, String> labels = config.map("Labels");

        assertThat(image.config().text("os")).isEqualTo("linux");
        assertThat(image.config().text("architecture"))
                .isEqualTo(System.getProperty("os.arch").replace("aarch64", "arm64"));
        assertThat(image.config().text("created")).isEqualTo(labels.get("org.opencontainers.image.created"));
        assertThat(labels.keySet())
                .containsExactlyInAnyOrder(
                        "org.opencontainers.image.title",
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.created",
                        "org.opencontainers.image.licenses");
        assertThat(config.text("User")).isEqualTo("65532:65532");
        assertThat(config.map("ExposedPorts"))
                .containsOnlyKeys(Deploy.container().text("ports", "containerPort") + "/tcp");
        assertThat(config.map("Volumes")).containsOnlyKeys(image.environment().get("KITH_DATA"));
        assertThat(config.texts("Entrypoint"))
                .startsWith("/opt/java/bin/java")
                .contains("-XX:SharedArchiveFile=kith.jsa", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60")
                .endsWith("-jar", "kith-standalone.jar");
        assertThat("kith:" + labels.get("org.opencontainers.image.version"))
                .as("what the manifests name")
                .isEqualTo(Deploy.container().text("image"));
    }

    @Test
    void its_layers_are_what_they_say_have_no_times_of_their_own_and_hold_nothing_that_others_may_write() {
        assertThat(image.contents()).isEqualTo(image.config().texts("rootfs", "diff_ids"));
        assertThat(image.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry).contains(" 1970-01-01 00:00:01 "))
                .allSatisfy(entry -> assertThat(entry.substring(0, 10)).matches("[-d].{7}-.|l.*"))
                .anySatisfy(entry ->
                        assertThat(entry).startsWith("drwx------ 65532/65532").endsWith(" ./var/lib/kith/"))
                .noneSatisfy(entry -> assertThat(entry).contains(" app/"));
        assertThat(root.resolve("var/lib/dpkg/status.d/libc6"))
                .content()
                .contains("\nVersion: ", "\nStatus: install ok installed\n");
        assertThat(root.resolve("usr/share/doc/libc6/copyright")).isNotEmptyFile();
        assertThat(root.resolve("opt/java/legal")).isNotEmptyDirectory();
    }

    @Test
    void it_starts_with_the_settings_of_the_manifests_serves_and_ends_in_order() throws Exception {
        Files.writeString(settings.resolve("kith.properties"), filledIn(Deploy.secrets()));
        DebianPostgres database = DebianPostgres.start("kith");
        int port = FreePort.find();
        Map<String, String> variables = variables(port, database.jdbcUrl("kith"));
        variables.put("JDK_JAVA_OPTIONS", "-Xlog:class+load=info:file=/var/lib/kith/classes.log");
        try (database;
                Container container = start(variables)) {
            URI url = URI.create("http://127.0.0.1:" + port);
            container.awaitReady();

            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                String path = Deploy.container().text(probe, "httpGet", "path");
                Eventually.get(() -> call(url, "GET", path, "").statusCode(), status -> status == 200);
            }
            assertThat(call(url, "POST", "/resources/v3alpha/user_schemas", """
                            {"type": "people", "schema": {"type": "object"}}
                            """).statusCode())
                    .isEqualTo(201);
            assertThat(call(url, "GET", "/metrics", "").body()).contains("kith_calls_seconds_count{");
            assertThat(Files.readString(data.resolve("classes.log")))
                    .as("classes of the archive")
                    .contains("dev.kith.standalone.Main source: shared objects file (top)");
            assertThat(container.output()).doesNotContain("data=open", "kith_", TOKEN);
            if (Programs.isRoot()) {
                assertThat(Files.readString(Path.of("/proc/" + container.pid() + "/status")))
                        .contains("\nUid:\t65532\t65532\t65532\t65532\n", "\nCapEff:\t0000000000000000\n");
            }
            try (Container check = health(port)) {
                assertThat(check.exitCode()).as(check.output()).isZero();
            }

            container.terminate();
            Eventually.get(() -> call(url, "GET", "/health/ready", "").statusCode(), status -> status == 503);
            assertThat(call(url, "GET", "/resources/v3alpha/users/nobody", "").statusCode())
                    .as("served as long as others may not have noticed")
                    .isEqualTo(404);
            assertThat(container.exitCode()).isEqualTo(143);
            try (Container check = health(port)) {
                assertThat(check.exitCode()).as(check.output()).isEqualTo(1);
            }
        }
    }

    @Test
    void what_stands_in_the_example_of_the_secret_is_refused() throws Exception {
        Files.writeString(settings.resolve("kith.properties"), Deploy.secrets());
        try (Container container = start(variables(0, "jdbc:postgresql://127.0.0.1:1/kith"))) {
            assertThat(container.exitCode()).isEqualTo(1);
            assertThat(container.output())
                    .contains("Kith does not start.", "kith.keys ", "kith.administrator.token-hash ")
                    .doesNotContain("<keys>", "<password>");
        }
    }

    private Container start(Map<String, String> variables) {
        List<String> command = new ArrayList<>(image.config().texts("config", "Entrypoint"));
        command.addAll(Deploy.container().texts("args"));
        return Container.start(image, root, data, settings, variables, command);
    }

    /** As the document has it for runtimes. */
    private Container health(int port) throws IOException {
        String page = Files.readString(Deploy.FOLDER.resolve("image.md"));
        String command = page.replaceAll("(?s).*--health-cmd '([^']+)'.*", "$1");
        return Container.start(
                image,
                root,
                data,
                settings,
                Map.of("KITH_HTTP_PORT", Integer.toString(port)),
                List.of(command.split(" ")));
    }

    /** Those of the manifests, but for what is not on this machine: a database elsewhere, and no mail. */
    private static Map<String, String> variables(int port, String database) {
        Map<String, String> variables = new HashMap<>(Deploy.variables());
        variables.keySet().removeIf(name -> name.startsWith("KITH_MAIL_"));
        variables.put("KITH_DATABASE_URL", database);
        variables.put("KITH_HTTP_PORT", Integer.toString(port));
        variables.put("KITH_SHUTDOWN_DELAY", "PT12S");
        return variables;
    }

    private static String filledIn(String secrets) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
        return secrets.replace("<keys>", "k1:" + Base64.getEncoder().encodeToString(new byte[32]))
                .replace("<hash>", HexFormat.of().formatHex(hash))
                .replace("<password>", DebianPostgres.PASSWORD);
    }

    private static HttpResponse<String> call(URI url, String method, String path, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .header("Authorization", "Bearer " + TOKEN)
                            .header("Content-Type", "application/json")
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
