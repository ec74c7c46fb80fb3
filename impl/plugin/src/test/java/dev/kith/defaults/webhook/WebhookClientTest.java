package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.defaults.Certificates;
import dev.kith.defaults.Receiver;
import dev.kith.defaults.webhook.WebhookClient.Reply;
import dev.kith.defaults.webhook.WebhookTargets.Names;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SSLSocketFactory USUAL_TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private static final Key OLD = new Key("old", "an old secret of thirty-two byte".getBytes(UTF_8));
    private static final Key NEW = new Key("new", "a new secret of 32 bytes or more".getBytes(UTF_8));
    private static final String JSON = "application/json";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void a_request_says_whose_it_is_and_which() throws Exception {
        Receiver receiver = open(Receiver.start());

        assertThat(to(receiver, "/hook/é?token=a%20b").post("4711", JSON, "{\"a\":\"ë😀\"}"))
                .isEqualTo(new Reply.Taken());

        Receiver.Request request = receiver.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hook/%C3%A9?token=a%20b");
        assertThat(request.body()).isEqualTo("{\"a\":\"ë😀\"}");
        assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
        assertThat(request.header("Content-Type")).isEqualTo(JSON);
        assertThat(request.header("Idempotency-Key")).isEqualTo("4711");
        assertThat(request.header("Webhook-id")).isEqualTo("4711");
        assertThat(request.header("Webhook-timestamp")).isEqualTo(String.valueOf(NOW.getEpochSecond()));
    }

    @Test
    void the_signature_is_the_published_one_of_the_standard() {
        Key key = new Key("spec", Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(new WebhookSignature(List.of(key))
                        .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void every_key_signs_the_newest_first() throws Exception {
        Receiver receiver = open(Receiver.start());

        to(receiver, "/").post("4711", JSON, "{}");

        Receiver.Request request = receiver.requests().get(0);
        byte[] body = "{}".getBytes(UTF_8);
        long now = NOW.getEpochSecond();
        assertThat(request.header("Webhook-signature"))
                .isEqualTo(new WebhookSignature(List.of(NEW)).of("4711", now, body) + " "
                        + new WebhookSignature(List.of(OLD)).of("4711", now, body));
        assertThat(request.header("Webhook-key-id")).isEqualTo("new old");
    }

    @ParameterizedTest
    @CsvSource({
        "200, taken",
        "201, taken",
        "202, taken",
        "204, taken",
        "299, taken",
        "301, never",
        "302, never",
        "304, never",
        "307, never",
        "308, never",
        "400, never",
        "401, never",
        "403, never",
        "404, never",
        "409, never",
        "410, never",
        "422, never",
        "408, later",
        "425, later",
        "429, later",
        "500, later",
        "502, later",
        "503, later",
        "504, later",
        "599, later",
    })
    void the_status_decides(int status, String expected) throws Exception {
        Receiver receiver = open(Receiver.start()).answering(status, Map.of(), new byte[0]);

        assertThat(to(receiver, "/").post("4711", JSON, "{}"))
                .isEqualTo(
                        switch (expected) {
                            case "taken" -> new Reply.Taken();
                            case "never" -> new Reply.Never("http-" + status);
                            default -> new Reply.Later(Duration.ZERO, "http-" + status);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                             | 0",
                "120                           | 120",
                "999999999                     | 999999999",
                "Sun, 22 Nov 2026 03:01:30 GMT | 90",
                "Sun, 22 Nov 2026 02:00:00 GMT | 0",
                "-1                            | 0",
                "99999999999999999999          | 0",
                "soon                          | 0",
            })
    void a_server_that_says_how_long_to_wait_is_heard(String retryAfter, long seconds) throws Exception {
        for (int status : new int[] {429, 503}) {
            Receiver receiver =
                    open(Receiver.start()).answering(status, Map.of("retry-after", retryAfter), new byte[0]);

            assertThat(to(receiver, "/").post("4711", JSON, "{}"))
                    .isEqualTo(new Reply.Later(Duration.ofSeconds(seconds), "http-" + status));
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        Receiver other = open(Receiver.start());
        Receiver receiver = open(Receiver.start())
                .answering(
                        307,
                        Map.of("Location", "http://127.0.0.1:" + other.port() + "/latest/meta-data/"),
                        new byte[0]);

        assertThat(to(receiver, "/").post("4711", JSON, "{}")).isEqualTo(new Reply.Never("http-307"));
        assertThat(receiver.requests()).hasSize(1);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void a_name_is_looked_up_once_and_the_address_that_was_looked_at_is_the_one_that_is_called() throws Exception {
        InetAddress allowed = InetAddress.getLoopbackAddress();
        InetAddress forbidden = CidrRange.address("127.0.0.2").orElseThrow();
        Receiver receiver = open(Receiver.at(allowed, 0));
        Receiver inside = open(Receiver.at(forbidden, receiver.port()));
        AtomicInteger lookups = new AtomicInteger();
        Names rebinding = name -> new InetAddress[] {lookups.incrementAndGet() == 1 ? allowed : forbidden};
        WebhookClient webhook = webhook(
                URI.create("http://hooks.example.com:" + receiver.port() + "/"),
                new WebhookTargets(Set.of("127.0.0.1"), rebinding),
                USUAL_TLS);

        assertThat(webhook.post("1", JSON, "{}")).isEqualTo(new Reply.Taken());
        assertThat(lookups).hasValue(1);
        assertThat(webhook.post("2", JSON, "{}")).isEqualTo(new Reply.Later(Duration.ZERO, "target-not-allowed"));
        assertThat(lookups).hasValue(2);
        assertThat(receiver.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.header("Host")).isEqualTo("hooks.example.com:" + receiver.port()));
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void the_next_address_is_called_where_nobody_listens_at_the_first() throws Exception {
        Receiver receiver = open(Receiver.start());
        InetAddress nobody = CidrRange.address("127.0.0.3").orElseThrow();
        WebhookTargets targets = new WebhookTargets(
                Set.of("127.0.0.0/8"), name -> new InetAddress[] {nobody, InetAddress.getLoopbackAddress()});

        assertThat(webhook(URI.create("http://hooks.example.com:" + receiver.port() + "/"), targets, USUAL_TLS)
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Taken());
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void an_address_that_says_nothing_leaves_time_for_the_next_one() throws Exception {
        Receiver receiver = open(Receiver.start());
        InetAddress full = CidrRange.address("127.0.0.3").orElseThrow();
        fill(new InetSocketAddress(full, receiver.port()));
        WebhookTargets targets = new WebhookTargets(
                Set.of("127.0.0.0/8"), name -> new InetAddress[] {full, InetAddress.getLoopbackAddress()});

        assertThat(webhook(
                                URI.create("http://hooks.example.com:" + receiver.port() + "/"),
                                targets,
                                USUAL_TLS,
                                Duration.ofSeconds(4))
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Taken());
        assertThat(receiver.requests()).hasSize(1);
    }

    /** Has nobody take connections there, so that further ones wait. */
    private void fill(SocketAddress address) throws IOException {
        ServerSocket server = open(new ServerSocket());
        server.bind(address, 1);
        for (int i = 0; i < 8; i++) {
            SocketChannel one = open(SocketChannel.open());
            one.configureBlocking(false);
            one.connect(address);
        }
    }

    @Test
    void who_has_taken_a_connection_is_the_only_one_who_is_told() throws Exception {
        Receiver receiver = open(Receiver.start());
        InetAddress silence = CidrRange.address("127.0.0.3").orElseThrow();
        open(new ServerSocket(receiver.port(), 50, silence));
        WebhookTargets targets = new WebhookTargets(
                Set.of("127.0.0.0/8"), name -> new InetAddress[] {silence, InetAddress.getLoopbackAddress()});

        assertThat(webhook(
                                URI.create("http://hooks.example.com:" + receiver.port() + "/"),
                                targets,
                                USUAL_TLS,
                                Duration.ofSeconds(2))
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "timeout"));
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://169.254.169.254/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "http://hooks.example.com/"
            })
    void a_target_that_can_be_told_to_be_forbidden_is_refused_before_anything_is_sent(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook(URI.create(url), new WebhookTargets(Set.of()), USUAL_TLS));
    }

    @Test
    void the_certificate_must_be_for_the_name_whatever_the_address_is() throws Exception {
        SSLContext tls = Certificates.forName(folder, "hooks.example.com");
        Receiver receiver = open(Receiver.secure(tls));
        WebhookTargets targets = new WebhookTargets(Set.of("127.0.0.1"), name -> here());

        assertThat(secure("hooks.example.com", receiver, targets, tls).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Taken());
        assertThat(receiver.requests().get(0).serverName()).contains("hooks.example.com");

        assertThat(secure("other.example.com", receiver, targets, tls).post("4712", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "tls"));
        assertThat(secure("127.0.0.1", receiver, targets, tls).post("4713", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "tls"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_taken() throws Exception {
        Receiver receiver = open(Receiver.secure(Certificates.forName(folder, "hooks.example.com")));
        WebhookTargets targets = new WebhookTargets(Set.of("127.0.0.1"), name -> here());

        assertThat(webhook(URI.create("https://hooks.example.com:" + receiver.port()), targets, USUAL_TLS)
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "tls"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_server_that_speaks_no_tls_gets_nothing() throws Exception {
        int port = saying("SSH-2.0-OpenSSH_9.6\r\n".getBytes(ISO_8859_1), "");

        assertThat(webhook(URI.create("https://127.0.0.1:" + port), new WebhookTargets(Set.of("127.0.0.1")), USUAL_TLS)
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "tls"));
    }

    @Test
    void a_name_that_nobody_knows_is_tried_later() throws Exception {
        WebhookTargets targets = new WebhookTargets(Set.of(), name -> {
            throw new UnknownHostException(name);
        });

        assertThat(webhook(URI.create("https://hooks.example.com/"), targets, USUAL_TLS)
                        .post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "unknown-host"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n\\r\\n | taken",
                "HTTP/1.0 204\\r\\n\\r\\n                        | taken",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 9999999999\\r\\n\\r\\n | taken",
                "HTTP/2 200 OK\\r\\n\\r\\n                       | unreachable",
                "SSH-2.0-OpenSSH_9.6\\r\\n\\r\\n                 | unreachable",
                "HTTP/1.1 200 OK\\r\\n                           | unreachable",
                "HTTP/1.1 999 Odd\\r\\n\\r\\n                     | unreachable",
                "''                                              | unreachable",
            })
    void an_answer_is_read_as_it_stands(String said, String expected) throws Exception {
        int port = saying(said.replace("\\r\\n", "\r\n").getBytes(ISO_8859_1), "{}");

        assertThat(local(port, PATIENCE).post("4711", JSON, "{}"))
                .isEqualTo(
                        expected.equals("taken") ? new Reply.Taken() : new Reply.Later(Duration.ZERO, "unreachable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\r\n\n",
                "HTTP/1.1 200\n\n",
                "HTTP/1.1 200 \r\n\r\n",
                "HTTP/1.1\t200  Fine by me\r\n\r\n",
                " HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.7 200 OK\r\n\r\n",
                "HTTP/1.1 200 \u00e4\u0085\r\n\r\n",
                "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\n folded before there is a field\nno field at all\n: no name\n\nHTTP/1.1 500 Body\n\n"
            })
    void an_answer_in_sloppy_lines_is_taken(String said) throws Exception {
        assertThat(local(saying(said.getBytes(ISO_8859_1), "{}"), PATIENCE).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Taken());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Busy\nRetry-After: 120\n\n",
                "HTTP/1.1 503 Busy\nX: y\nretry-after :\t120 \n\n",
                "HTTP/1.1 503 Busy\r\nRetry-After:\r\n  120\r\n\r\n",
                "HTTP/1.1 503 Busy\nX: \u0085\nRetry-After: 120\r\n\nRetry-After: 7\n\n"
            })
    void how_long_to_wait_is_heard_from_sloppy_lines_as_well(String said) throws Exception {
        assertThat(local(saying(said.getBytes(ISO_8859_1), "{}"), PATIENCE).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ofMinutes(2), "http-503"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\n",
                "HTTP/1.1 200 OK\r\r",
                "HTTP/1.1 2000 OK\n\n",
                "HTTP/1.1 20 OK\n\n",
                "HTTP/1.1200 OK\n\n",
                "HTTP/2.0 200 OK\n\n",
                "http/1.1 200 OK\n\n",
                "X\nHTTP/1.1 200 OK\n\n",
                "HTTP/1.1 100 Continue\n\n",
                "HTTP/1.1 503 Busy\nX: y\u0085Retry-After: 120\n"
            })
    void what_is_no_answer_even_leniently_read_is_none(String said) throws Exception {
        assertThat(local(saying(said.getBytes(ISO_8859_1), "{}"), PATIENCE).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "unreachable"));
    }

    @Test
    void an_answer_that_comes_byte_by_byte_is_read() throws Exception {
        for (int status : new int[] {200, 503}) {
            String said = "HTTP/1.1 " + status + " X\nRetry-After: 9\n\n";

            assertThat(local(saying(said.getBytes(ISO_8859_1), "{}", 1), PATIENCE)
                            .post("4711", JSON, "{}"))
                    .isEqualTo(status == 200 ? new Reply.Taken() : new Reply.Later(Duration.ofSeconds(9), "http-503"));
        }
    }

    @Test
    void an_endless_head_is_given_up() throws Exception {
        int port = saying(("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)).getBytes(ISO_8859_1), "{}");

        assertThat(local(port, PATIENCE).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "unreachable"));
    }

    @Test
    void the_time_is_over_for_silence() throws Exception {
        ServerSocket silent = open(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));

        assertThat(local(silent.getLocalPort(), Duration.ofMillis(200)).post("4711", JSON, "{}"))
                .isEqualTo(new Reply.Later(Duration.ZERO, "timeout"));
        assertThat(webhook(
                                URI.create("https://127.0.0.1:" + silent.getLocalPort()),
                                new WebhookTargets(Set.of("127.0.0.1")),
                                USUAL_TLS,
                                Duration.ofMillis(200))
                        .post("4711", JSON, "{}"))
                .isInstanceOf(Reply.Later.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void an_interruption_ends_a_request_that_waits(String scheme) throws Exception {
        ServerSocket silent = open(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        WebhookClient webhook = webhook(
                URI.create(scheme + "://127.0.0.1:" + silent.getLocalPort()),
                new WebhookTargets(Set.of("127.0.0.1")),
                USUAL_TLS,
                Duration.ofMinutes(5));
        FutureTask<@Nullable Throwable> request = new FutureTask<>(() -> {
            try {
                webhook.post("4711", JSON, "{}");
                return null;
            } catch (InterruptedException e) {
                return e;
            }
        });
        Thread thread = new Thread(request, "request");
        thread.start();
        try (Socket taken = silent.accept()) {
            assertThat(taken.getInputStream().read())
                    .as("the request is under way")
                    .isPositive();
            thread.interrupt();

            assertThat(request.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void a_thread_that_is_interrupted_already_sends_nothing() throws Exception {
        Receiver receiver = open(Receiver.start());
        WebhookClient webhook = to(receiver, "/");

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> webhook.post("4711", JSON, "{}")).isInstanceOf(InterruptedException.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "a\r\nX: y", "ä"})
    void an_id_that_would_blur_what_is_signed_is_refused(String id) throws Exception {
        Receiver receiver = open(Receiver.start());

        assertThat(to(receiver, "/").post(id, JSON, "{}")).isEqualTo(new Reply.Never("id"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void the_proxies_of_the_program_are_not_asked() throws Exception {
        Receiver receiver = open(Receiver.start());
        ServerSocket proxy = open(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        CountDownLatch asked = new CountDownLatch(1);
        ProxySelector usual = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                if (uri.getPort() == receiver.port()) {
                    asked.countDown();
                }
                return List.of(new Proxy(Proxy.Type.SOCKS, proxy.getLocalSocketAddress()));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        try {
            assertThat(to(receiver, "/").post("4711", JSON, "{}")).isEqualTo(new Reply.Taken());
        } finally {
            ProxySelector.setDefault(usual);
        }
        assertThat(asked.getCount()).isEqualTo(1);
    }

    private static InetAddress[] here() {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private WebhookClient to(Receiver receiver, String path) {
        return webhook(
                URI.create("http://127.0.0.1:" + receiver.port() + path),
                new WebhookTargets(Set.of("127.0.0.1")),
                USUAL_TLS);
    }

    private WebhookClient local(int port, Duration timeout) {
        return webhook(
                URI.create("http://127.0.0.1:" + port), new WebhookTargets(Set.of("127.0.0.1")), USUAL_TLS, timeout);
    }

    private WebhookClient secure(String host, Receiver receiver, WebhookTargets targets, SSLContext tls) {
        return webhook(URI.create("https://" + host + ":" + receiver.port()), targets, tls.getSocketFactory());
    }

    private static WebhookClient webhook(URI url, WebhookTargets targets, SSLSocketFactory tls) {
        return webhook(url, targets, tls, PATIENCE);
    }

    private static WebhookClient webhook(URI url, WebhookTargets targets, SSLSocketFactory tls, Duration timeout) {
        return new WebhookClient(url, targets, List.of(OLD, NEW), timeout, CLOCK, Spans.NONE, tls);
    }

    /** A server that says these bytes to whoever calls first, once it has heard this. */
    private int saying(byte[] bytes, String heard) throws Exception {
        return saying(bytes, heard, bytes.length);
    }

    private int saying(byte[] bytes, String heard, int atATime) throws Exception {
        ServerSocket server = open(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept()) {
                        InputStream in = socket.getInputStream();
                        StringBuilder asked = new StringBuilder();
                        while (!asked.toString().endsWith(heard)) {
                            asked.append((char) in.read());
                        }
                        socket.setTcpNoDelay(true);
                        for (int i = 0; i < bytes.length; i += Math.max(1, atATime)) {
                            socket.getOutputStream().write(bytes, i, Math.min(atATime, bytes.length - i));
                        }
                    } catch (IOException e) {
                        // The test sees what came of it.
                    }
                },
                "odd server");
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }
}
