package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import dev.kith.it.standalone.Walk.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference of the calls is that of the calls. */
class CallsDocumentTest {
    private static final String DOCUMENT = "docs/reference/calls.md";
    private static final String WIRE = "api/src/main/resources/dev/kith/wire/";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[[^|]+]\\(#[a-z-]+\\) \\| `([A-Z]+ [^`|]+)` \\| (`[A-Za-z]+`|-) \\|", Pattern.MULTILINE);
    private static final Pattern RPC = Pattern.compile("^ *rpc (\\w+)\\(", Pattern.MULTILINE);

    @TempDir
    static Path folder;

    private static Runner runner;

    @BeforeAll
    static void start() {
        runner = Runner.start(folder);
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void the_table_has_the_paths_of_the_open_api_description_and_no_others() {
        assertThat(column(1)).containsExactlyInAnyOrderElementsOf(paths());
    }

    @Test
    void a_call_over_connect_is_answered_as_the_document_says() throws Exception {
        String call = Documents.blocks("sh", Documents.section("docs/start/clients.md", "Connect"))
                .get(0);
        Walk walk = new Walk(folder);
        walk.export("TOKEN", runner.token());

        assertThat(walk.say(runner, call)).startsWith("{\"user\":{\"details\":{\"id\":\"demo\",");
    }

    private static List<String> paths() {
        Object description =
                new Load(LoadSettings.builder().build()).loadFromString(Documents.text(WIRE + "openapi.yaml"));
        return members(members(description).get("paths")).entrySet().stream()
                .flatMap(path -> members(path.getValue()).keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }

    @SuppressWarnings("unchecked") // names are texts in an OpenAPI description
    private static Map<String, Object> members(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    @Test
    void the_table_has_the_methods_of_the_service_and_no_others() {
        List<String> methods = Stream.of(
                        "zitadel/resources/user/v3alpha/user_service.proto",
                        "zitadel/resources/userschema/v3alpha/user_schema_service.proto")
                .flatMap(file -> RPC.matcher(Documents.text(WIRE + file)).results())
                .map(found -> "`" + found.group(1) + "`")
                .toList();

        assertThat(methods).hasSizeGreaterThan(10);
        assertThat(column(2).stream().filter(name -> !name.equals("-"))).containsExactlyInAnyOrderElementsOf(methods);
    }

    private static List<String> column(int group) {
        return ROW.matcher(Documents.section(DOCUMENT, "Overview"))
                .results()
                .map(found -> found.group(group))
                .toList();
    }

    @Test
    void every_call_that_is_shown_has_the_answer_that_is_shown() throws Exception {
        List<Block> blocks = Walk.blocks(Documents.text(DOCUMENT));
        assertThat(blocks.get(0).text()).isEqualTo("export TOKEN=the-token-that-was-printed");
        List<Block> calls = blocks.subList(1, blocks.size());
        Walk walk = new Walk(folder);
        walk.export("TOKEN", runner.token());
        for (int i = 0; i < calls.size(); i += 2) {
            assertThat(calls.get(i).language()).isEqualTo("sh");
            assertThat(calls.get(i + 1).language()).isEqualTo("json");
            String call = calls.get(i).text();
            Walk.compare(call, walk.say(runner, call), calls.get(i + 1).text());
        }
    }

    /** A call that is in the table is also shown. */
    @Test
    void every_call_of_the_table_has_an_example() {
        String shown = String.join("\n", Documents.blocks("sh", Documents.text(DOCUMENT)))
                + String.join("\n", Documents.blocks("sh", Documents.text(ManageSchemasDocumentTest.DOCUMENT)));

        assertThat(paths().stream().filter(path -> !path.contains("/ui/"))).allSatisfy(path -> {
            String[] words = path.split(" ", 2);
            String method = words[0].equals("GET") ? "curl -sS http" : "curl -sS -X " + words[0] + " ";
            String end = words[1].replace("{id}", words[1].contains("user_schemas") ? "$SCHEMA" : "erin");
            assertThat(shown).containsPattern(Pattern.quote(method) + "\\S*" + Pattern.quote(end) + "[' ?]");
        });
    }

    /** Whoever builds a client needs them. */
    @Test
    void the_definitions_are_where_the_document_says() throws Exception {
        Stream.of("openapi.yaml", "zitadel/resources/user/v3alpha/user_service.proto", "grpc/health/v1/health.proto")
                .forEach(file -> assertThat(runner.call("GET", "/wire/" + file, "", Map.of())
                                .body())
                        .isEqualTo(Documents.text(WIRE + file)));
    }

    @Test
    void creating_and_reading_a_user_do_not_compare_the_version() {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + runner.token(),
                "Content-Type",
                "application/json",
                "If-Match",
                "\"none\"");
        String users = "/resources/v3alpha/users";

        assertThat(runner.call("GET", users + "/demo", "", headers).statusCode())
                .isEqualTo(200);
        assertThat(runner.call(
                                "POST",
                                users + "?organization.orgId=default",
                                "{\"schemaId\":\"demo\",\"data\":{\"displayName\":\"Erin\"}}",
                                headers)
                        .statusCode())
                .isEqualTo(201);
        assertThat(runner.call("DELETE", users + "/demo", "", headers).statusCode())
                .isEqualTo(412);
    }
}
