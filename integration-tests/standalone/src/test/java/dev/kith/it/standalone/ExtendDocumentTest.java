package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents show of extension points are files of the repository, and they work. */
class ExtendDocumentTest {
    private static final String DOCUMENTS = "docs/extend/";
    private static final Path EXTENSIONS = Documents.ROOT.resolve("integration-tests/example-extensions");
    private static final Path JAR = EXTENSIONS.resolve("target/kith-extensions-1.0.0.jar");
    private static final Path SOURCES = Path.of("java/com/example/extensions");
    private static final Path SPI = Documents.ROOT.resolve("spi/src");
    private static final String CONTRACT = "Contract";
    private static final Pattern LINK = Pattern.compile("\\(([a-z-]+[.]md)\\)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "notifier, Notifier",
        "code-generator, CodeGenerator",
        "user-schema-provider, UserSchemaProvider",
        "authenticator, Authenticator",
        "access-policy, AccessPolicy",
        "organization-directory, OrganizationDirectory",
        "verification-service, VerificationService",
        "user-event-listener, UserEventListener"
    })
    void the_interface_is_shown_as_it_is(String document, String type) {
        String page = DOCUMENTS + document + ".md";

        assertThat(Documents.blocks("java", Documents.section(page, "The interface")))
                .containsExactly(withoutComments(
                        Documents.read(SPI.resolve("main/java/dev/kith/spi").resolve(type + ".java"))));
        assertThat(Documents.section(page, "Test it")).contains("dev.kith.spi.contract." + type + CONTRACT);
        assertThat(questions(page)).isEqualTo(answered(type));
    }

    /** The interface alone: no package, imports, documentation or empty lines. */
    private static String withoutComments(String source) {
        return Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL)
                .matcher(source)
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("package ") && !line.startsWith("import "))
                .map(String::stripTrailing)
                .collect(joining("\n"));
    }

    private static List<String> questions(String page) {
        return Pattern.compile("^\\| ([A-Z][a-z ]+) \\| [^|]+[.] \\|$", Pattern.MULTILINE)
                .matcher(Documents.section(page, "The seven questions"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The questions that the interface itself answers. */
    private static List<String> answered(String type) {
        String source = Documents.read(SPI.resolve("main/java/dev/kith/spi").resolve(type + ".java"));
        List<String> questions = Pattern.compile("<b>([A-Z][a-z ]+)</b>")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(questions).hasSize(7);
        return questions;
    }

    @ParameterizedTest
    @CsvSource({
        "code-generator, ReadableCodes, CodeGenerator",
        "user-schema-provider, PackagedSchemas, UserSchemaProvider",
        "authenticator, ApiKeys, Authenticator",
        "access-policy, CompanyGroups, AccessPolicy",
        "organization-directory, FixedOrganizations, OrganizationDirectory",
        "verification-service, PhoneVerification, VerificationService",
        "user-event-listener, AuditFile, UserEventListener"
    })
    void the_example_is_a_file_that_passes_the_contract_kit(String document, String example, String type) {
        String page = DOCUMENTS + document + ".md";
        String test = file(EXTENSIONS.resolve("src/test").resolve(SOURCES).resolve(example + "Test.java"));

        assertThat(Documents.blocks("java", Documents.section(page, "An example")))
                .containsExactly(
                        file(EXTENSIONS.resolve("src/main").resolve(SOURCES).resolve(example + ".java")));
        assertThat(Documents.blocks("text", Documents.section(page, "An example")))
                .containsExactly(file(EXTENSIONS.resolve("src/main/resources/META-INF/services/dev.kith.spi." + type)));
        assertThat(Documents.blocks("java", Documents.section(page, "Test it"))).containsExactly(test);
        assertThat(test).contains(" extends " + type + CONTRACT + " ");
    }

    @Test
    void the_project_of_the_examples_is_shown_as_it_is() {
        assertThat(Documents.blocks("xml", Documents.text(DOCUMENTS + "README.md")))
                .containsExactly(file(EXTENSIONS.resolve("pom.xml")));
        assertThat(Documents.blocks("json", Documents.text(DOCUMENTS + "user-schema-provider.md")))
                .containsExactly(file(EXTENSIONS.resolve("src/main/resources/schemas/employee-2.json")));
    }

    @Test
    void the_notifier_is_the_example_with_its_project_and_its_test() {
        Path example = Path.of("../example-notifier");
        Path sources = Path.of("java/com/example/chat");
        String section = Documents.section(DOCUMENTS + "notifier.md", "Write a notifier");

        assertThat(Documents.blocks("xml", section)).containsExactly(file(example.resolve("pom.xml")));
        assertThat(Documents.blocks("java", section))
                .containsExactly(
                        file(example.resolve("src/main").resolve(sources).resolve("ChatNotifier.java")),
                        file(example.resolve("src/test").resolve(sources).resolve("ChatNotifierTest.java")));
        assertThat(Documents.blocks("text", section))
                .containsExactly(file(example.resolve("src/main/resources/META-INF/services/dev.kith.spi.Notifier")));
        assertThat(String.join("\n", Documents.blocks("sh", section)))
                .contains("cp target/" + ExampleNotifierTest.JAR.getFileName() + " ");
    }

    private static String file(Path path) {
        return Documents.read(path).strip();
    }

    /** An extension point is an interface with a name for the configuration; each has a page and each its kit. */
    @Test
    void every_extension_point_has_a_page_and_a_kit() throws Exception {
        List<String> points = new ArrayList<>();
        try (Stream<Path> files = Files.list(SPI.resolve("main/java/dev/kith/spi"))) {
            for (Path file : files.sorted().toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                String source = Documents.read(file);
                if (source.contains("public interface " + type + " {") && source.contains("    String name();")) {
                    points.add(type);
                }
            }
        }
        List<String> pages = LINK.matcher(Documents.text(DOCUMENTS + "README.md"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(pages).hasSameSizeAs(points).doesNotHaveDuplicates();
        assertThat(pages)
                .allSatisfy(page ->
                        assertThat(Documents.ROOT.resolve(DOCUMENTS + page)).exists());
        assertThat(points)
                .allSatisfy(type -> assertThat(
                                SPI.resolve("test/java/dev/kith/spi/contract").resolve(type + CONTRACT + ".java"))
                        .exists());
    }

    /** All seven in one jar in the folder for plugins. */
    @Test
    void the_examples_work_in_the_program() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("kith-plugins"));
        Files.copy(JAR, plugins.resolve(JAR.getFileName()));
        BlockingQueue<String> started = new LinkedBlockingQueue<>();
        HttpServer phones = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phones.createContext("/start", exchange -> {
            started.add(form(exchange));
            answer(exchange, 200);
        });
        phones.createContext(
                "/check", exchange -> answer(exchange, form(exchange).endsWith("&code=4711") ? 200 : 404));
        phones.start();
        Path audit = folder.resolve("audit.log");
        Map<String, String> environment = Map.of(
                "API_KEY",
                "secret",
                "ORGANIZATIONS",
                "berne=berne.example.com",
                "PHONE_VERIFICATION",
                "http://127.0.0.1:" + phones.getAddress().getPort(),
                "AUDIT_FILE",
                audit.toString());
        try (Runner runner = Runner.start(folder, environment, "--kith.demo=false")) {
            Map<String, String> headers = Map.of("x-api-key", "secret", "Content-Type", "application/json");
            String users = "/resources/v3alpha/users";

            String created = runner.call(
                            "POST",
                            users + "?organization.orgDomain=Berne.example.com",
                            "{\"schemaId\":\"employee\",\"userId\":\"erin\",\"data\":{\"displayName\":\"Erin\"},"
                                    + "\"contact\":{\"email\":{\"address\":\"erin@example.com\",\"returnCode\":{}},"
                                    + "\"phone\":{\"number\":\"+41446681800\"}}}",
                            headers)
                    .body();
            assertThat(created)
                    .contains("\"id\":\"berne\"")
                    .containsPattern("\"emailCode\":\"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\"");
            assertThat(started.poll(60, TimeUnit.SECONDS)).endsWith("&number=%2B41446681800");
            assertThat(status(runner, users + "/erin/phone/_verify", "\"4712\"", headers))
                    .isEqualTo(400);
            assertThat(status(runner, users + "/erin/phone/_verify", "\"4711\"", headers))
                    .isEqualTo(200);
            assertThat(runner.call("GET", users + "/erin", "", headers).body())
                    .contains("\"type\":\"Employee\",\"revision\":2")
                    .contains("\"number\":\"+41446681800\",\"isVerified\":true");
            assertThat(runner.call("GET", users + "/erin", "", Map.of("x-api-key", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(Eventually.get(() -> lines(audit), lines -> lines.size() >= 2))
                    .anySatisfy(line -> assertThat(line).contains(" erin version=1 [CREATED, "))
                    .anySatisfy(line -> assertThat(line).contains("PHONE_VERIFIED"));
        } finally {
            phones.stop(0);
        }
    }

    /** The sentence of the constructor is the one that the operator reads. */
    @Test
    void an_example_without_its_variable_stops_the_start_with_its_sentence() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("kith-plugins"));
        Files.copy(JAR, plugins.resolve(JAR.getFileName()));

        Runner runner = Runner.startInVain(folder);

        assertThat(runner.exitCode()).isEqualTo(1);
        assertThat(runner.errors()).contains("Kith does not start.").contains(" is not set");
    }

    private static int status(Runner runner, String path, String body, Map<String, String> headers) {
        return runner.call("POST", path, body, headers).statusCode();
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? Arrays.asList(Documents.read(file).split("\n")) : List.of();
    }

    private static String form(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
