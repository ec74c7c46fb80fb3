package com.example.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Type;
import dev.kith.spi.PluginSettings;
import dev.kith.spi.contract.NotifierContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit tests the promises of every notifier; the tests here cover what this one does. */
class ChatNotifierTest extends NotifierContract {
    private static final Notification MESSAGE = new Notification(
            "4711",
            Channel.SMS,
            Type.VERIFY_PHONE,
            "+41446681800",
            "",
            "Your \"code\":\nA1B2C3",
            null,
            "A1B2C3",
            null,
            "u1",
            "o1",
            1,
            null);

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer chat;
    private ServerSocket silence;
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        silence = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        chat.start();
    }

    @AfterEach
    void close() throws IOException {
        chat.stop(0);
        silence.close();
    }

    @Override
    protected Notifier notifier() {
        return notifier(chat.getAddress().getPort(), Duration.ofSeconds(20));
    }

    /** An offer to the kit, which then tests what happens when the chat does not answer. */
    @Override
    protected Optional<Notifier> notifierOfSilence() {
        return Optional.of(notifier(silence.getLocalPort(), Duration.ofMillis(200)));
    }

    /** Another offer: no server listens on this port any more. */
    @Override
    protected Optional<Notifier> notifierOfNowhere() {
        try (ServerSocket nobody = new ServerSocket(0)) {
            return Optional.of(notifier(nobody.getLocalPort(), Duration.ofSeconds(20)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_room_reads_to_whom_the_message_goes_and_what_it_says() throws Exception {
        notifier().deliver(MESSAGE);

        assertThat(posted).containsExactly("{\"text\":\"To +41446681800: Your \\u0022code\\u0022:\\u000aA1B2C3\"}");
    }

    @ParameterizedTest
    @CsvSource({"204, Accepted", "404, Refused", "410, Refused", "302, Refused", "429, TryLater", "503, TryLater"})
    void the_chat_decides_what_becomes_of_a_message(int status, String expected) throws Exception {
        this.status = status;

        Outcome outcome = notifier().deliver(MESSAGE);

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
    }

    private static Notifier notifier(int port, Duration timeout) {
        return new ChatNotifier(URI.create("http://127.0.0.1:" + port + "/"), timeout);
    }

    @Test
    void the_room_comes_from_the_settings() throws Exception {
        ChatNotifier configured = new ChatNotifier();
        String room = "http://127.0.0.1:" + chat.getAddress().getPort() + "/";

        configured.configure(PluginSettings.of("chat", Map.of("room", room)));

        assertThat(configured.deliver(MESSAGE)).isEqualTo(Outcome.accepted());
        assertThat(posted).hasSize(1);
    }

    @Test
    void without_a_room_it_says_which_setting_is_missing() {
        assertThatThrownBy(() -> new ChatNotifier().configure(PluginSettings.of("chat", Map.of())))
                .hasMessage("kith.plugin.chat.room is missing");
    }
}
