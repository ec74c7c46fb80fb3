package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
    private static final String README = "README.md";
    private static final String CALLS = "All calls: REST, OpenAPI, gRPC";
    private static final String WIRE = "api/src/main/resources/dev/kith/wire/";
    private static final Pattern CODE = Pattern.compile("\"verificationCode\":\"([A-Z0-9]{6})\"");

    @TempDir
    Path folder;

    @Test
    void it_has_at_most_200_lines() {
        assertThat(Documents.text(README).lines().count()).isLessThanOrEqualTo(200);
    }

    @Test
    void the_two_commands_are_those_of_the_build() {
        List<String> commands = Documents.blocks("sh", Documents.section(README, "Two commands"));

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0))
                .endsWith("java -XX:+ExitOnOutOfMemoryError -jar " + Documents.ROOT.relativize(Runner.JAR));
        assertThat(Documents.text(".ci/run")).contains("\n" + commands.get(1) + " ");
    }

    @Test
    void the_five_minutes_can_be_walked_line_by_line() {
        List<String> said = new ArrayList<>();
        try (Runner runner = Runner.start(folder)) {
            Shell shell = new Shell(folder, runner);
            for (String line : Documents.blocks("sh", Documents.section(README, "Five minutes"))) {
                said.add(shell.type(line));
            }
        }

        assertThat(said).hasSize(7);
        assertThat(said.get(0)).isEmpty();
        assertThat(said.get(1)).contains("\"details\":{\"id\":\"demo\"");
        assertThat(said.get(2))
                .contains("COMMAND-SlKXqLSeL6")
                .contains("\"field\":\"/displayName\"")
                .contains("TYPE");
        assertThat(said.get(3)).contains("\"details\":{\"id\":\"demo\"");
        assertThat(said.get(4)).matches("[A-Z0-9]{6}\n");
        assertThat(said.get(5)).contains("<h1>Your email is verified</h1>");
        assertThat(said.get(6)).contains("\"address\":\"dora@example.com\",\"isVerified\":true");
    }

    /** Pasted as one block, no line is faster than the mail that it waits for. */
    @Test
    void the_five_minutes_can_be_pasted_at_once() {
        try (Runner runner = Runner.start(folder)) {
            String said = new Shell(folder, runner)
                    .type(String.join("\n", Documents.blocks("sh", Documents.section(README, "Five minutes"))));

            assertThat(said).contains("\"address\":\"dora@example.com\",\"isVerified\":true");
        }
    }

    @Test
    void every_call_has_a_line_that_works() {
        Map<String, String> lines = calls();
        try (Runner runner = Runner.start(folder)) {
            Shell shell = new Shell(folder, runner);
            shell.type("export TOKEN=the-token-that-was-printed");
            Documents.blocks("sh", Documents.section(README, CALLS)).forEach(shell::type);

            lines.forEach((call, line) -> {
                String answer = shell.type(line + " -w ' %{http_code}'");
                assertThat(answer).as(line).endsWith(" " + status(call));
                assertThat(answer).as(line).contains("\"details\":{\"id\":\"mia\"");
                Matcher code = CODE.matcher(answer);
                if (code.find()) {
                    shell.type("CODE=" + code.group(1));
                }
                judge(call, shell.type(lines.get("GetUser") + " -w ' %{http_code}'"));
            });
        }
    }

    private static int status(String call) {
        return switch (call) {
            case "CreateUser" -> 201;
            default -> 200;
        };
    }

    /** What a call has done to the user, as the next one who reads it sees. */
    private static void judge(String call, String user) {
        switch (call) {
            case "PatchUser" -> assertThat(user).contains("\"data\":{\"displayName\":\"Mia M.\"}");
            case "VerifyContactEmail" ->
                assertThat(user).contains("\"address\":\"mia@example.com\",\"isVerified\":true");
            case "VerifyContactPhone" -> assertThat(user).contains("\"number\":\"+41791234567\",\"isVerified\":true");
            case "LockUser" -> assertThat(user).contains("USER_STATE_LOCKED");
            case "DeactivateUser" -> assertThat(user).contains("USER_STATE_INACTIVE");
            case "DeleteUser" -> assertThat(user).endsWith(" 404");
            default -> assertThat(user).contains("USER_STATE_ACTIVE").endsWith(" 200");
        }
    }

    @Test
    void the_calls_are_those_of_the_definitions() {
        List<String> methods =
                found("(?m)^ {2}rpc (\\w+)\\(", WIRE + "zitadel/resources/user/v3alpha/user_service.proto");
        List<String> schemaMethods = found(
                "(?m)^ {2}rpc (\\w+)\\(", WIRE + "zitadel/resources/userschema/v3alpha/user_schema_service.proto");
        List<String> operations = found("(?m)^ {6}operationId: (\\w+)$", WIRE + "openapi.yaml").stream()
                .filter(operation -> !operation.endsWith("Verification")) // the page behind a link
                .toList();

        assertThat(calls().keySet()).containsExactlyInAnyOrderElementsOf(methods);
        assertThat(found("`(\\w+UserSchemas?)`", README)).containsExactlyInAnyOrderElementsOf(schemaMethods);
        assertThat(Stream.concat(calls().keySet().stream(), schemaMethods.stream())
                        .map(call -> call.substring(0, 1).toLowerCase(Locale.ROOT) + call.substring(1)))
                .containsExactlyInAnyOrderElementsOf(operations);
    }

    private static List<String> found(String pattern, String path) {
        return Pattern.compile(pattern)
                .matcher(Documents.text(path))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The lines of the table, by the names of their calls, in order. */
    private static Map<String, String> calls() {
        Map<String, String> lines = new LinkedHashMap<>();
        Pattern.compile("(?m)^\\| `(\\w+)` \\| .* \\| `(curl .*)` \\|$")
                .matcher(Documents.section(README, CALLS))
                .results()
                .forEach(row -> lines.put(row.group(1), row.group(2)));
        return lines;
    }
}
