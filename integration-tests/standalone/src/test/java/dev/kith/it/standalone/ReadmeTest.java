package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.boot.config.Setting;
import dev.kith.it.processes.Runner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {

    @TempDir
    Path folder;

    @Test
    void the_five_minutes_can_be_walked_line_by_line() {
        List<String> lines = Readme.blocks("sh", Readme.section("Five minutes"));
        assertThat(lines.get(0)).startsWith("export TOKEN=");
        List<String> said = new ArrayList<>();
        try (Runner runner = Runner.start(folder)) {
            StringBuilder earlier = new StringBuilder("export TOKEN=" + runner.token());
            for (String line : lines.subList(1, lines.size())) {
                String here = line.replace("http://127.0.0.1:8080", runner.url().toString());
                MailboxPageTest.Mailbox.awaitIf(line.contains("/dev/mailbox"), runner);
                said.add(Runner.shell(folder, Map.of(), earlier + "\n" + here));
                if (line.startsWith("CODE=")) {
                    earlier.append("\nCODE=").append(said.get(said.size() - 1).strip());
                }
            }
        }

        assertThat(said).hasSize(6);
        assertThat(said.get(0)).contains("\"details\":{\"id\":\"demo\"");
        assertThat(said.get(1))
                .contains("COMMAND-SlKXqLSeL6")
                .contains("\"field\":\"/displayName\"")
                .contains("TYPE");
        assertThat(said.get(2)).contains("\"details\":{\"id\":\"demo\"");
        assertThat(said.get(3)).matches("[A-Z0-9]{6}\n");
        assertThat(said.get(4)).contains("<h1>");
        assertThat(said.get(5)).contains("\"address\":\"dora@example.com\",\"isVerified\":true");
    }

    @Test
    void the_table_of_settings_is_the_one_of_the_program() {
        assertThat(Readme.section("Settings")).contains(table());
    }

    private static String table() {
        return "| key | default | meaning |\n|---|---|---|\n"
                + Setting.all().stream().map(ReadmeTest::row).collect(joining("\n"));
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.key() + "` | "
                + setting.standard().map(text -> "`" + text + "`").orElse("") + " | " + setting.description()
                + (setting.runnerOnly() ? " *Program only.*" : "") + " |";
    }

    @Test
    void the_notifier_is_the_example_with_its_project_and_its_test() {
        Path example = Path.of("../example-notifier");
        Path sources = Path.of("java/com/example/chat");
        String section = Readme.section("Write a notifier");

        assertThat(Readme.blocks("xml", section)).containsExactly(file(example.resolve("pom.xml")));
        assertThat(Readme.blocks("java", section))
                .containsExactly(
                        file(example.resolve("src/main").resolve(sources).resolve("ChatNotifier.java")),
                        file(example.resolve("src/test").resolve(sources).resolve("ChatNotifierTest.java")));
        assertThat(Readme.blocks("text", section))
                .containsExactly(file(example.resolve("src/main/resources/META-INF/services/dev.kith.spi.Notifier")));
        assertThat(String.join("\n", Readme.blocks("sh", section)))
                .contains("cp target/" + ExampleNotifierTest.JAR.getFileName() + " ");
    }

    private static String file(Path path) {
        return Readme.read(path).strip();
    }

    @Test
    void what_webhooks_get_has_the_members_that_are_shown() throws Exception {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/messages", exchange -> ExampleNotifierTest.take(exchange, messages));
        receiver.createContext("/events", exchange -> ExampleNotifierTest.take(exchange, events));
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
        try (Runner runner = Runner.start(
                folder,
                "--kith.webhook.url=" + url + "/messages",
                "--kith.events.webhook.url=" + url + "/events",
                "--kith.webhook.keys=k1:" + "A".repeat(43) + "=",
                "--kith.webhook.allowed-targets=127.0.0.1")) {
            runner.call(runner.token(), "PUT", "/resources/v3alpha/users/demo/phone", "{\"number\":\"+41791234567\"}");

            assertThat(members(messages.poll(60, TimeUnit.SECONDS)))
                    .containsExactlyElementsOf(members(shown("Send text messages through a webhook")));
            String event = events.poll(60, TimeUnit.SECONDS);
            String expected = shown("Hear of changes");
            assertThat(members(event)).containsExactlyElementsOf(members(expected));
            assertThat(data(event)).containsExactlyElementsOf(data(expected));
        } finally {
            receiver.stop(0);
        }
    }

    private static String shown(String section) {
        List<String> blocks = Readme.blocks("json", Readme.section(section));
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private static Set<String> members(@Nullable String text) throws JsonText.Unreadable {
        return json(text).members().keySet();
    }

    private static Set<String> data(@Nullable String event) throws JsonText.Unreadable {
        return json(event).get("data") instanceof Json.Obj data ? data.members().keySet() : Set.of("nothing");
    }

    private static Json.Obj json(@Nullable String text) throws JsonText.Unreadable {
        assertThat(text).as("a request").isNotNull();
        return (Json.Obj) JsonText.read(text);
    }

    @Test
    void the_two_commands_are_those_of_the_build() {
        List<String> commands = Readme.blocks("sh", Readme.section("Two commands"));

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).endsWith("java -jar " + Readme.ROOT.relativize(Runner.JAR));
        assertThat(Readme.read(Readme.ROOT.resolve(".ci/run"))).contains("\n" + commands.get(1) + " ");
    }
}
