package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.defaults.Receiver;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.UserEventListener.Outcome;
import dev.kith.spi.contract.UserEventListenerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookEventListenerTest extends UserEventListenerContract {
    private static final List<Key> KEYS = List.of(new Key("k1", "a secret of thirty-two bytes, sir".getBytes(UTF_8)));
    private static final Event EVENT = new Event(
            "4711",
            Instant.parse("2026-11-22T03:00:00.123456Z"),
            "a b/ü",
            "o1",
            "u \"1\"",
            7,
            EnumSet.of(Change.EMAIL_CODE_ISSUED, Change.EMAIL_CHANGED));

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
    protected UserEventListener listener() {
        return listener(receiver.port(), Duration.ofSeconds(20));
    }

    @Override
    protected Optional<Supplier<List<String>>> heard() {
        return Optional.of(() -> receiver.requests().stream()
                .map(request -> (Json.Obj) parsed(request.body()))
                .map(event -> event.get("subject") instanceof Json.Text subject ? subject.value() : "")
                .toList());
    }

    @Override
    protected Optional<UserEventListener> listenerOfSilence() {
        try {
            ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            opened.add(silent);
            return Optional.of(listener(silent.getLocalPort(), Duration.ofMillis(200)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Optional<UserEventListener> listenerOfNowhere() {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Optional.of(listener(nobody.getLocalPort(), Duration.ofSeconds(20)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_event_is_a_cloud_event_in_its_structured_form() throws Exception {
        assertThat(listener().handle(EVENT)).isEqualTo(Outcome.accepted());

        Receiver.Request request = receiver.requests().get(0);
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(request.header("Webhook-id")).isEqualTo("4711");
        assertThat(parsed(request.body())).isEqualTo(parsed("""
                {"specversion": "1.0", "id": "4711", "source": "/kith/instances/a%20b%2F%C3%BC",
                 "type": "dev.kith.user.changed", "subject": "u \\"1\\"", "time": "2026-11-22T03:00:00.123456Z",
                 "datacontenttype": "application/json",
                 "data": {"instanceId": "a b/\\u00fc", "organizationId": "o1", "userId": "u \\"1\\"", "version": 7,
                          "changes": ["EMAIL_CHANGED", "EMAIL_CODE_ISSUED"]}}
                """));
    }

    @Test
    void the_answer_decides_whether_it_comes_again() throws Exception {
        receiver.answering(404, Map.of(), new byte[0]);
        assertThat(listener().handle(EVENT)).isEqualTo(Outcome.refused("http-404"));
        receiver.answering(503, Map.of("Retry-After", "60"), new byte[0]);
        assertThat(listener().handle(EVENT)).isEqualTo(new Outcome.TryLater(Duration.ofMinutes(1), "http-503"));
    }

    private Json.Obj dataOf(Event event) throws InterruptedException {
        assertThat(listener().handle(event)).isEqualTo(Outcome.accepted());
        Json.Obj posted = (Json.Obj) parsed(receiver.requests().get(0).body());
        return (Json.Obj) Objects.requireNonNull(posted.get("data"));
    }

    private static UserEventListener listener(int port, Duration timeout) {
        return new WebhookEventListener(new WebhookClient(
                URI.create("http://127.0.0.1:" + port + "/events"),
                new WebhookTargets(Set.of("127.0.0.1")),
                KEYS,
                timeout,
                Clock.systemUTC(),
                Spans.NONE));
    }

    private static Json parsed(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_data_say_who_has_changed_what_where_and_for_which_request() throws Exception {
        Event audited = new Event(
                "4711",
                Instant.EPOCH,
                "default",
                "o1",
                "u1",
                7,
                EnumSet.of(Change.DATA_CHANGED),
                "root",
                "PATCH_USER",
                List.of("/data/name"),
                "r-1");

        Json.Obj data = dataOf(audited);

        assertThat(JsonText.write(data))
                .contains(
                        "\"actor\":\"root\",\"operation\":\"PATCH_USER\",\"fields\":[\"/data/name\"],\"requestId\":\"r-1\"");
    }

    @Test
    void an_event_of_an_earlier_version_says_nothing_of_it() throws Exception {
        Json.Obj data = dataOf(EVENT);

        assertThat(data.members().keySet())
                .containsExactly("instanceId", "organizationId", "userId", "version", "changes");
    }
}
