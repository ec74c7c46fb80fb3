package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.sms.GatewayNotifier;
import com.sun.net.httpserver.HttpServer;
import dev.kith.boot.Setting;
import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.Notifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    void the_notifier_is_one_that_compiles() {
        assertThat(Readme.blocks("java", Readme.section("Write a notifier")))
                .containsExactly(Readme.read(Path.of("src/test/java/com/example/sms/GatewayNotifier.java"))
                        .strip());
    }

    @Test
    void the_notifier_sends_text_messages_and_leaves_mail_alone() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(URLDecoder.decode(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gateway.start();
        PluginJar.install(
                folder,
                "gateway.jar",
                Notifier.class,
                GatewayNotifier.class.getName(),
                Readme.read(Path.of("src/test/java/com/example/sms/GatewayNotifier.java")));
        Map<String, String> environment =
                Map.of("SMS_GATEWAY", "http://127.0.0.1:" + gateway.getAddress().getPort() + "/");
        try (Runner runner = Runner.start(folder, environment)) {
            String user = "/resources/v3alpha/users/demo";
            runner.call(runner.token(), "PUT", user + "/phone", "{\"number\":\"+41791234567\"}");
            runner.call(runner.token(), "PUT", user + "/email", "{\"address\":\"dora@example.com\"}");

            assertThat(received.poll(60, TimeUnit.SECONDS))
                    .startsWith("to=+41791234567&text=A new phone number has been added.");
            MailboxPageTest.Mailbox.await(runner, "dora@example.com");
        } finally {
            gateway.stop(0);
        }
    }

    @Test
    void the_two_commands_are_those_of_the_build() {
        List<String> commands = Readme.blocks("sh", Readme.section("Two commands"));

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).endsWith("java -jar " + Readme.ROOT.relativize(Runner.JAR));
        assertThat(Readme.read(Readme.ROOT.resolve(".ci/run"))).contains("\n" + commands.get(1) + " ");
    }
}
