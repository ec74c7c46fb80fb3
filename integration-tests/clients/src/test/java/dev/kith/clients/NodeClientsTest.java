package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @grpc/grpc-js}, {@code @connectrpc/connect} and the reference's own {@code @zitadel/client} on Node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientsTest {
    private static final long SECONDS = 300;

    @TempDir
    private Path folder;

    private RunningServer server;

    NodeClientsTest(@TempDir Path serverFolder) throws Exception {
        server = RunningServer.start(serverFolder);
    }

    @BeforeAll
    void packages_are_installed() {
        assertThat(clients().resolve("node_modules"))
                .as("run integration-tests/clients/install first")
                .isDirectory();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void grpc_js_calls_over_grpc() throws Exception {
        List<String> steps = new ArrayList<>(Scenario.STEPS);
        steps.add("ask for the health");

        assertThat(node(
                        "grpc-js.mjs",
                        server.url().getAuthority(),
                        server.token(),
                        System.getProperty("kith.wire.folder"),
                        System.getProperty("kith.wire.descriptors")))
                .isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({
        "grpc, 2",
        "grpc-web, 1.1",
        "grpc-web, 2",
        "connect, 1.1",
        "connect, 2",
        "connect-json, 1.1",
        "connect-json, 2"
    })
    void connect_calls_over(String protocol, String httpVersion) throws Exception {
        assertThat(node(
                        "connect-node.mjs",
                        protocol,
                        httpVersion,
                        server.url().toString(),
                        server.token(),
                        System.getProperty("kith.wire.descriptors")))
                .isEqualTo(Scenario.STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc-web", "connect", "connect-json"})
    void the_client_of_the_reference_makes_every_call_over(String protocol) throws Exception {
        assertThat(reference("calls", protocol)).isEqualTo(Scenario.OF_REFERENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc-web", "connect", "connect-json"})
    void the_client_of_the_reference_searches_users_over(String protocol) throws Exception {
        assertThat(reference("search", protocol)).containsExactly("search for users");
    }

    private List<String> reference(String what, String protocol) throws Exception {
        return node(
                "reference-node.mjs",
                what,
                protocol,
                server.url().toString(),
                server.token(),
                System.getProperty("kith.wire.descriptors"));
    }

    /** The steps that a script has done; it has to end by itself and well. */
    private List<String> node(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("node", clients().resolve("src/test/js").resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "node", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    private static Path clients() {
        return Path.of(System.getProperty("kith.clients.folder"));
    }
}
