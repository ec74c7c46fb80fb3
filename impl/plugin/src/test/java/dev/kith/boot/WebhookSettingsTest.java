package dev.kith.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.KithStartException;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.SetContact;
import dev.kith.spi.Notifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {
    private static final String KEYS = "k1:" + "A".repeat(43) + "=";

    private final BlockingQueue<Json> posted = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                posted.add(JsonText.read(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
                exchange.sendResponseHeaders(204, -1);
            } catch (JsonText.Unreadable e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void text_messages_are_posted_and_mail_goes_its_usual_way() throws Exception {
        Received received = new Received();
        try (Kith kith = builder(Map.of("kith.webhook.url", url(), "kith.webhook.keys", KEYS))
                .defaultNotifier(received)
                .start()) {
            Dora.join(kith, new SetContact(Dora.EMAIL, new SetContact.Phone("+41791234567", null)));

            assertThat(text(next(), "recipient")).isEqualTo("+41791234567");
            assertThat(received.next().recipient()).isEqualTo("dora@example.com");
        }
        assertThat(posted).isEmpty();
    }

    @Test
    void mail_is_posted_where_the_operator_wants_it() throws Exception {
        try (Kith kith = builder(Map.of(
                        "kith.webhook.url", url(), "kith.webhook.keys", KEYS, "kith.webhook.channels", "email, SMS"))
                .start()) {
            Dora.join(kith, new SetContact(Dora.EMAIL, new SetContact.Phone("+41791234567", null)));

            assertThat(new String[] {text(next(), "channel"), text(next(), "channel")})
                    .containsExactlyInAnyOrder("email", "sms");
        }
    }

    @Test
    void a_notifier_of_the_program_comes_before_the_webhook() throws Exception {
        Received received = new Received();
        try (Kith kith = builder(Map.of("kith.webhook.url", url(), "kith.webhook.keys", KEYS))
                .notifier(received)
                .start()) {
            Dora.join(kith, new SetContact(Dora.EMAIL, new SetContact.Phone("+41791234567", null)));

            assertThat(new Notifier.Channel[] {
                        received.next().channel(), received.next().channel()
                    })
                    .containsExactlyInAnyOrder(Notifier.Channel.values());
        }
        assertThat(posted).isEmpty();
    }

    @Test
    void a_webhook_without_keys_stops_the_start() {
        assertThatThrownBy(() -> builder(Map.of("kith.webhook.url", url())).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.webhook.keys is missing. Set it to a comma-separated list of id:secret");
    }

    @Test
    void a_webhook_that_is_named_but_not_configured_stops_the_start() {
        assertThatThrownBy(() -> builder(Map.of("kith.notifier", "webhook")).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.webhook.url is missing. Set it to an absolute http or https URL");
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1/secret, its address is not public",
        "https://169.254.169.254/secret, its address is not public",
        "http://hooks.example.com/secret, http is for hosts that kith.webhook.allowed-targets names",
    })
    void a_webhook_that_leads_inside_stops_the_start(String url, String why) {
        assertThatThrownBy(() -> builder(Map.of(
                                "kith.webhook.allowed-targets", "gateway",
                                "kith.webhook.url", url,
                                "kith.webhook.keys", KEYS))
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.webhook.url cannot be used: " + why)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@hooks.example.com/", "ftp://hooks.example.com/secret", "hooks.example.com/secret",
                "https://hooks.example.com/secret#fragment", "https://127.1/secret", "https:///secret",
                "https://hooks.example.com/?secret#fragment"
            })
    void a_text_that_is_no_webhook_stops_the_start_without_being_told(String url) {
        assertThatThrownBy(() -> builder(Map.of("kith.webhook.url", url)).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("kith.webhook.url has a value (not shown) in the builder, but must be an absolute"
                        + " http or https URL without user info or fragment.")
                .hasMessageNotContaining("hooks.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "kith.webhook.channels, pigeon",
        "kith.webhook.channels, ''",
        "kith.webhook.allowed-targets, *",
        "kith.webhook.allowed-targets, 10.0.0.0/33",
        "kith.webhook.timeout, 10",
    })
    void a_value_that_is_not_allowed_stops_the_start(String key, String value) {
        assertThatThrownBy(() -> builder(Map.of(key, value)).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining(key + " is \"" + value + "\" in the builder, but must be ");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=t";
    }

    private static KithBuilder builder(Map<String, String> settings) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder()
                .dataSource(database)
                .setting("kith.webhook.allowed-targets", "127.0.0.1")
                .settings(settings);
    }

    private Json next() throws InterruptedException {
        Json next = posted.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("a request").isNotNull();
        return next;
    }

    private static String text(Json json, String member) {
        return ((Json.Obj) json).get(member) instanceof Json.Text text ? text.value() : "";
    }
}
