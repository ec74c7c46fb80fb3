package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.UserChanged;
import dev.kith.it.processes.Runner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of messages and events that are posted, and of the texts in them. */
class WebhooksTest {
    private static final String MESSAGES = "docs/messages.md";
    private static final String EVENTS = "docs/events.md";

    @TempDir
    Path folder;

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
                    .containsExactlyElementsOf(members(shown(MESSAGES, "Webhook for SMS gateways")));
            String event = ofRequest(events);
            String expected = shown(EVENTS, "CloudEvents to a webhook");
            assertThat(members(event)).containsExactlyElementsOf(members(expected));
            assertThat(data(event)).containsExactlyElementsOf(data(expected));
        } finally {
            receiver.stop(0);
        }
    }

    /** The first event that a request has caused; the program makes a user of its own when it starts. */
    private static String ofRequest(BlockingQueue<String> events) throws Exception {
        String event = events.poll(60, TimeUnit.SECONDS);
        while (!data(event).contains("requestId")) {
            event = events.poll(60, TimeUnit.SECONDS);
        }
        return Objects.requireNonNull(event);
    }

    private static String shown(String document, String section) {
        List<String> blocks = Documents.blocks("json", Documents.section(document, section));
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
    void what_can_have_changed_is_what_the_type_says() {
        assertThat(code("[A-Z_]+", Documents.section(EVENTS, "What can have changed")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(UserChanged.Change.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void the_texts_that_can_be_replaced_are_those_of_the_jar() {
        List<String> texts = Documents.text("impl/plugin/src/main/resources/dev/kith/delivery/text/messages.properties")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(code("[A-Za-z.]+", Documents.section(MESSAGES, "Which texts there are")))
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    /** The code within lines that looks like this. */
    private static List<String> code(String form, String text) {
        return Pattern.compile("`(" + form + ")`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
