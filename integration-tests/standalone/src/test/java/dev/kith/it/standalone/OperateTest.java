package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.DeliveryAdmin;
import dev.kith.boot.DeliveryMXBean;
import dev.kith.core.Meter;
import dev.kith.core.Meter.MeterKind;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What operators do, beside a server that runs. Nothing carries messages there, so each of them is given up at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperateTest {
    private static final String OPERATE = "docs/operate.md";
    private static final String ADDRESS = "dora@operated.example";

    private Path folder;
    private Runner server;

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        server = Runner.start(folder, "--kith.dev=false");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void what_was_given_up_is_seen_listed_and_replayed_as_the_document_says() {
        List<String> lines = Documents.blocks("sh", Documents.section(OPERATE, "Dead letters and replay"))
                .get(0)
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        server.call(server.token(), "PUT", "/resources/v3alpha/users/demo/email", "{\"address\":\"" + ADDRESS + "\"}");
        awaitRefused(1);

        assertThat(shell(lines.get(0)))
                .containsPattern("send-code +0 +0 +1 +0\n")
                .contains("Nothing is waiting.");
        String list = shell(lines.get(1));
        Matcher dead = Pattern.compile("(?m)^([0-9]+)\t\\S+Z\tsend-code\temail\tuser=demo\tattempts=1\trefused\t"
                        + "log:no-notifier\n1 given up[.]$")
                .matcher(list);
        assertThat(dead.find()).as(list).isTrue();

        Runner replay = Runner.startInVain(folder, "messages", "replay", dead.group(1));
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.output()).isEqualTo(dead.group(1) + " was replaced by a new message with a new code.\n");
        awaitRefused(2);
        assertThat(shell(lines.get(2)))
                .doesNotContain(dead.group(1))
                .containsPattern("(?m)^[0-9]+ was replaced by a new message with a new code[.]\n1 processed[.]");
        awaitRefused(3);

        assertThat(list + metrics()).doesNotContain(ADDRESS, "operated");
    }

    @Test
    void the_embedded_database_is_backed_up_while_the_server_runs_and_restored(@TempDir Path elsewhere) {
        // Those of PostgreSQL need its own programs; the profile "image" has them.
        List<String> lines = Documents.blocks("sh", Documents.section(OPERATE, "Backup")).stream()
                .filter(line -> line.startsWith("java "))
                .toList();
        assertThat(lines).hasSize(2);
        String libraries = Runner.JAR.resolveSibling("lib") + "/*";
        lines.forEach(line -> Runner.shell(folder, Map.of(), line.replace("lib/*", libraries)));

        try (Runner restored =
                Runner.start(elsewhere, "--kith.data=" + folder.resolve("restored-data"), "--kith.dev=false")) {
            assertThat(restored.saysToken()).isFalse();
            assertThat(restored.call(server.token(), "GET", "/resources/v3alpha/users/demo", "")
                            .body())
                    .contains("\"displayName\":\"Dora Demo\"");
        }
    }

    @Test
    void a_user_is_erased_beside_the_server_as_the_document_says(@TempDir Path elsewhere) {
        String line = Documents.blocks("sh", Documents.section(OPERATE, "Erase a user"))
                .get(0);
        try (Runner own = Runner.start(elsewhere)) {
            String user = "/resources/v3alpha/users/demo";
            assertThat(own.call(own.token(), "GET", user, "").statusCode()).isEqualTo(200);

            assertThat(Runner.shell(elsewhere, Map.of(), line.replace("kith-standalone.jar", Runner.JAR.toString())))
                    .contains("demo and everything that was stored about it is erased.");

            assertThat(own.call(own.token(), "GET", user, "").statusCode()).isEqualTo(404);
            Runner again = Runner.startInVain(elsewhere, "users", "erase", "demo");
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.output()).isEqualTo("There is nothing about demo.\n");
        }
    }

    @Test
    void contacts_become_unique_as_the_document_says(@TempDir Path elsewhere) throws Exception {
        String list = Documents.blocks("sh", Documents.section(OPERATE, "One address, one user"))
                .get(0)
                .replace("kith-standalone.jar", Runner.JAR.toString());
        List<String> switching = Documents.blocks("properties", Documents.section(OPERATE, "One address, one user"))
                .get(0)
                .lines()
                .map(line -> "--" + line.strip())
                .toList();
        String vouched = "{\"address\":\"Mini@home.example\",\"isVerified\":true}";
        String token;
        try (Runner own = Runner.start(elsewhere)) {
            token = own.token();
            own.call(token, "PUT", "/resources/v3alpha/users/demo/email", vouched);
            own.call(
                    token,
                    "POST",
                    "/resources/v3alpha/users?organization.orgId=default",
                    "{\"schemaId\":\"demo\",\"userId\":\"mini\",\"data\":{\"displayName\":\"Mini\"},"
                            + "\"contact\":{\"email\":" + vouched.replace("Mini", "mini") + "}}");

            Runner listed = Runner.startInVain(elsewhere, "contacts", "conflicts");
            assertThat(listed.exitCode()).isEqualTo(1);
            assertThat(listed.output()).isEqualTo("email\tM***@h***.example\t-\tusers=2\tdemo mini\n1 conflicts.\n");
        }
        assertThat(Runner.startInVain(elsewhere, switching.toArray(String[]::new))
                        .errors())
                .contains("The contacts are not ready: kith.contact.unique=instance cannot be switched on")
                .doesNotContain("home.example");
        try (Runner own = Runner.start(elsewhere)) {
            own.call(token, "DELETE", "/resources/v3alpha/users/mini", "");
        }
        assertThat(Runner.shell(elsewhere, Map.of(), list)).isEqualTo("0 conflicts.\n");
        try (Runner own = Runner.start(elsewhere, switching.toArray(String[]::new))) {
            assertThat(own.call(
                                    token,
                                    "POST",
                                    "/resources/v3alpha/users?organization.orgId=default",
                                    "{\"schemaId\":\"demo\",\"data\":{\"displayName\":\"Mini\"},"
                                            + "\"contact\":{\"email\":" + vouched + "}}")
                            .body())
                    .contains("KITH-CONTACT-TAKEN");
        }
    }

    @Test
    void a_folder_of_schemas_is_compared_and_applied_beside_the_server_as_the_document_says() throws Exception {
        List<String> lines = Documents.blocks("sh", Documents.section(OPERATE, "Schemas from a folder"));
        assertThat(lines).hasSize(2);
        Path schemas = Files.createDirectory(folder.resolve("my-schemas"));
        Files.writeString(schemas.resolve("guest.json"), "{\"type\":\"object\"}");

        Runner compared = Runner.startInVain(folder, "schemas", "diff", "my-schemas");
        assertThat(compared.exitCode()).isEqualTo(1);
        assertThat(compared.output()).isEqualTo("create     guest\n1 create.\n");
        assertThat(shell(lines.get(1))).contains("created    guest  id ");
        assertThat(shell(lines.get(0))).isEqualTo("unchanged  guest\n1 unchanged.\n");
    }

    @Test
    void users_are_imported_beside_the_server_which_knows_them_at_once() throws Exception {
        Path lines = folder.resolve("users.jsonl");
        Files.writeString(lines, "{\"userId\":\"ida\",\"data\":{\"displayName\":\"Ida\"}}\n{}\n");

        Runner ended = Runner.startInVain(
                folder, "users", "import", lines.toString(), "--organization=default", "--schema=demo");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).isEqualTo("1 created, 0 merged, 0 unchanged, 1 refused; the last line is 2.\n");
        assertThat(ended.errors()).contains("line 2: /userId is missing.", "operation=IMPORT_USER actor=none");
        assertThat(server.call(server.token(), "GET", "/resources/v3alpha/users/ida", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_message_that_was_never_given_up_ends_the_command_with_an_error() {
        Runner ended = Runner.startInVain(folder, "messages", "replay", "17");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .isEqualTo("17 is not a message that was given up, or is of a kind that only a newer version knows.\n");
    }

    @Test
    void the_generated_key_is_in_a_file_of_its_owner_beside_the_database() throws Exception {
        Path file = folder.resolve("kith-data/generated.key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).containsPattern("(?m)^generated-[0-9a-f]{8} [A-Za-z0-9+/]{43}=$");
        assertThat(Documents.section(OPERATE, "Keys")).contains("`generated.key`", "0600");
    }

    @Test
    void who_looks_where_there_is_no_database_is_told_so(@TempDir Path elsewhere) {
        Runner ended = Runner.startInVain(elsewhere, "messages");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors())
                .contains("There is no database in " + elsewhere.resolve("kith-data"))
                .doesNotContain("Exception");
    }

    @Test
    void the_causes_are_all_explained() {
        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                        .matcher(Documents.section(OPERATE, "Dead letters and replay"))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(Arrays.stream(DeliveryAdmin.Cause.values())
                        .map(DeliveryAdmin.Cause::word)
                        .toList());
    }

    @Test
    void what_jmx_shows_is_all_explained() {
        assertThat(Pattern.compile("`([A-Z][A-Za-z]+)`")
                        .matcher(Documents.section(OPERATE, "JMX"))
                        .results()
                        .map(found -> "get" + found.group(1)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeliveryMXBean.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }

    @Test
    void numbers_are_for_this_machine() {
        server.call(server.token(), "GET", "/resources/v3alpha/users/demo", "");
        String page = metrics();
        assertThat(Arrays.stream(Meter.values())
                        .filter(meter ->
                                meter.kind() == MeterKind.GAUGE || meter == Meter.CALLS || meter == Meter.TRIES))
                .allSatisfy(meter -> assertThat(page)
                        .contains("# HELP " + published(meter) + " " + meter.help(), "# TYPE " + published(meter) + " ")
                        .containsPattern("(?m)^" + published(meter) + "(_count)?[{ ].*[0-9]$"));
        assertThat(page)
                .containsPattern(
                        "kith_calls_seconds_count[{]operation=\"get-user\",protocol=\"json\",status=\"200\"[}] [1-9]")
                .contains("jvm_memory_used_bytes{", "hikaricp_connections_active{pool=\"kith\"}", "process_cpu_usage ")
                .contains("jetty_server_requests_seconds_count{");
        assertThat(status(server, Map.of("X-Forwarded-For", "192.0.2.1"))).isEqualTo(404);
        assertThat(status(server, Map.of("Forwarded", "for=192.0.2.1"))).isEqualTo(404);
        assertThat(status(server, Map.of("Via", "1.1 proxy.example"))).isEqualTo(404);
        assertThat(status(server, Map.of("X-Real-IP", "192.0.2.1"))).isEqualTo(404);
    }

    @Test
    void numbers_are_for_everybody_or_nobody_where_the_operator_says_so(@TempDir Path elsewhere) {
        try (Runner open = Runner.start(elsewhere, "--kith.metrics=everybody")) {
            assertThat(status(open, Map.of("X-Forwarded-For", "192.0.2.1"))).isEqualTo(200);
        }
        try (Runner closed = Runner.start(elsewhere, "--kith.metrics=nobody")) {
            assertThat(status(closed, Map.of())).isEqualTo(404);
        }
    }

    @Test
    void the_metrics_are_all_explained_with_their_labels() {
        assertThat(Pattern.compile("(?m)^\\| `(kith_[a-z_]+)` \\| ([a-z`, -]+) \\|")
                        .matcher(Documents.section(OPERATE, "Metrics"))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Meter.values())
                        .map(meter -> published(meter) + " "
                                + (meter.labels().isEmpty()
                                        ? "-"
                                        : meter.labels().stream()
                                                .map(label -> "`" + label + "`")
                                                .collect(Collectors.joining(", "))))
                        .toList());
    }

    /** Its name in Prometheus. */
    private static String published(Meter meter) {
        String name = meter.dottedName().replace('.', '_');
        return switch (meter.kind()) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            case GAUGE -> name;
        };
    }

    private void awaitRefused(int times) {
        Eventually.get(this::metrics, text -> text.contains("kith_dead_total{cause=\"refused\"} " + times + ".0\n"));
    }

    private String metrics() {
        return server.call("GET", "/metrics", "", Map.of()).body();
    }

    private static int status(Runner runner, Map<String, String> headers) {
        return runner.call("GET", "/metrics", "", headers).statusCode();
    }

    private String shell(String line) {
        return Runner.shell(folder, Map.of(), line.replace("kith-standalone.jar", Runner.JAR.toString()));
    }
}
