package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.defaults.Notifications;
import dev.kith.defaults.Receiver;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Type;
import dev.kith.spi.contract.NotifierContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookNotifierTest extends NotifierContract {
    private static final List<Key> KEYS = List.of(new Key("k1", "a secret of thirty-two bytes, sir".getBytes(UTF_8)));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start();
        opened.add(receiver);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Override
    protected Notifier notifier() {
        return notifier(receiver.port(), Duration.ofSeconds(20));
    }

    @Override
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.of(() -> receiver.requests().stream()
                .map(request -> text(json(request), "recipient"))
                .toList());
    }

    @Override
    protected Optional<Notifier> notifierOfSilence() {
        return Optional.of(notifier(silence().getLocalPort(), Duration.ofMillis(200)));
    }

    @Override
    protected Optional<Notifier> notifierOfNowhere() throws IllegalStateException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Optional.of(notifier(nobody.getLocalPort(), Duration.ofSeconds(20)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server of the JDK that plays the far end traces what it takes. */
    @Override
    protected boolean answersFor(String logger) {
        return !logger.startsWith("com.sun.net.httpserver") && !logger.startsWith("sun.net.httpserver");
    }

    @Test
    void everything_of_the_message_is_in_the_json() throws Exception {
        Notification mail = new Notification(
                "4711",
                Channel.EMAIL,
                Type.VERIFY_EMAIL,
                "mini@example.com",
                "Verify email",
                "Hello Zoë 😀 \"quoted\"\r\n\u0001\u2028</script>",
                "<p>Hello</p>",
                "A&B#C%41",
                URI.create(Notifications.LINK),
                "u1",
                "o1",
                3,
                Instant.parse("2026-11-22T04:00:00Z"));

        assertThat(notifier().deliver(mail)).isEqualTo(Outcome.accepted());

        assertThat(receiver.requests().get(0).header("Content-Type")).isEqualTo("application/json");
        assertThat(json(receiver.requests().get(0))).isEqualTo(parsed("""
                {"id": "4711", "type": "VerifyEmail", "channel": "email", "recipient": "mini@example.com",
                 "subject": "Verify email", "text": "Hello Zo\\u00eb \\ud83d\\ude00 \\"quoted\\"\\r\\n\\u0001\\u2028</script>",
                 "html": "<p>Hello</p>", "code": "A&B#C%41", "link": "LINK", "userId": "u1", "organizationId": "o1",
                 "attempt": 3, "expires": "2026-11-22T04:00:00Z"}
                """.replace("LINK", Notifications.LINK)));
    }

    @Test
    void what_there_is_not_is_null() throws Exception {
        notifier().deliver(Notifications.textMessage("4711", "+41446681800"));

        assertThat(json(receiver.requests().get(0))).isEqualTo(parsed("""
                {"id": "4711", "type": "VerifyPhone", "channel": "sms", "recipient": "+41446681800", "subject": "",
                 "text": "Code AB&C=1", "html": null, "code": "AB&C=1", "link": null, "userId": "u1",
                 "organizationId": "o1", "attempt": 1, "expires": null}
                """));
    }

    @Test
    void it_carries_the_channels_that_it_is_told() {
        assertThat(notifier().carries(Channel.EMAIL)).isTrue();
        Notifier texts = new WebhookNotifier(webhook(receiver.port(), Duration.ofSeconds(20)), Set.of(Channel.SMS));
        assertThat(texts.carries(Channel.EMAIL)).isFalse();
        assertThat(texts.carries(Channel.SMS)).isTrue();
    }

    @Test
    void the_answer_decides_what_becomes_of_the_message() throws Exception {
        Notification message = Notifications.textMessage("4711", "+41446681800");

        receiver.answering(410, Map.of(), new byte[0]);
        assertThat(notifier().deliver(message)).isEqualTo(Outcome.refused("http-410"));
        receiver.answering(429, Map.of("Retry-After", "7"), new byte[0]);
        assertThat(notifier().deliver(message)).isEqualTo(new Outcome.TryLater(Duration.ofSeconds(7), "http-429"));
        receiver.answering(200, Map.of(), new byte[1_000_000]);
        assertThat(notifier().deliver(message)).isEqualTo(Outcome.accepted());
    }

    private ServerSocket silence() {
        try {
            ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            opened.add(silent);
            return silent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Notifier notifier(int port, Duration timeout) {
        return new WebhookNotifier(webhook(port, timeout), Set.of(Channel.EMAIL, Channel.SMS));
    }

    private static WebhookClient webhook(int port, Duration timeout) {
        return new WebhookClient(
                URI.create("http://127.0.0.1:" + port + "/hook"),
                new WebhookTargets(Set.of("127.0.0.1")),
                KEYS,
                timeout,
                Clock.systemUTC(),
                Spans.NONE);
    }

    private static Json.Obj json(Receiver.Request request) {
        return (Json.Obj) parsed(request.body());
    }

    private static Json parsed(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Json.Obj json, String member) {
        return json.get(member) instanceof Json.Text text ? text.value() : "";
    }
}
