package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port of the program does for clients that mean no good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortTest {
    private static final String USER = "/resources/v3alpha/users/demo";
    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n";
    private static final int MOST_STREAMS = 32;

    /** An answer within a second is promised; a busy machine gets more. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A machine that stalls gets another try; a program that has no room for others has none in any of them. */
    private static final int TRIES = 4;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(SOON)
            .build();
    private final List<RawConnection> open = new ArrayList<>();
    private Runner runner;

    @BeforeAll
    void start(@TempDir Path folder) {
        PluginJar.install(folder, "broken.jar", CodeGenerator.class, "com.broken.Broken", """
                package com.broken;
                import dev.kith.spi.CodeGenerator;
                public class Broken implements CodeGenerator {
                    public String name() { return "broken"; }
                    public String generate(Purpose purpose) { throw new IllegalStateException(); }
                }
                """);
        runner = Runner.start(folder);
        Eventually.get(() -> runner.call("GET", "/health/ready", "", Map.of()).statusCode(), status -> status == 200);
    }

    @AfterAll
    void stop() {
        runner.close();
    }

    @AfterEach
    void disconnect() throws IOException {
        for (RawConnection connection : open) {
            connection.close();
        }
        open.clear();
    }

    private RawConnection connect() throws IOException {
        RawConnection connection = new RawConnection(runner);
        open.add(connection);
        return connection;
    }

    /** What a client does that means no good. */
    private interface Disturbance {
        void begin() throws Exception;
    }

    /** Health and an ordinary call are answered, whatever else there is. */
    private void othersAreServedDuring(Disturbance disturbance) throws Exception {
        for (int attempt = 1; ; attempt++) {
            disturbance.begin();
            try {
                othersAreServed();
                return;
            } catch (HttpTimeoutException late) {
                if (attempt == TRIES) {
                    throw late;
                }
                disconnect();
            }
        }
    }

    private void othersAreServed() throws Exception {
        assertThat(soon("GET", "/health/live", "")).isEqualTo(200);
        assertThat(soon("GET", "/health/ready", "")).isEqualTo(200);
        assertThat(soon("GET", USER, "")).isEqualTo(200);
        assertThat(soon("PATCH", USER, "{\"data\":{\"displayName\":\"Dora\"}}")).isEqualTo(200);
    }

    private int soon(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(runner.url() + path))
                .timeout(SOON)
                .header("Authorization", "Bearer " + runner.token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode();
    }

    private static String patch(String credentials, int length) {
        return "PATCH " + USER + " HTTP/1.1\r\nHost: localhost\r\n" + credentials
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private String credentials() {
        return "Authorization: Bearer " + runner.token() + "\r\n";
    }

    @Test
    void slow_bodies_stop_nobody_and_are_given_up() throws Exception {
        othersAreServedDuring(() -> {
            for (int i = 0; i < 210; i++) {
                connect().send(patch(credentials(), 1_000) + "{");
                connect().send(patch("", 1_000) + "{");
            }
            connect().send(patch(credentials(), 1_000) + "{");
        });

        RawConnection dripping = open.get(420);
        assertThat(dripping.restDripping(" ")).startsWith("HTTP/1.1 ");
        for (RawConnection slow : open.subList(0, 420)) {
            assertThat(slow.rest()).startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void open_streams_of_http2_stop_nobody_and_are_few() throws Exception {
        othersAreServedDuring(() -> {
            for (int i = 0; i < 2; i++) {
                RawConnection connection = connect().beginHttp2();
                for (int stream = 1; stream < 2 * 110; stream += 2) {
                    connection.ask(stream, "PATCH", USER, "Bearer " + runner.token(), "{");
                }
            }
        });

        assertThat(numbers(open.get(0).settings())).containsEntry(3, MOST_STREAMS);
    }

    private static Map<Integer, Integer> numbers(ByteBuffer settings) {
        Map<Integer, Integer> numbers = new HashMap<>();
        while (settings.hasRemaining()) {
            numbers.put((int) settings.getShort(), settings.getInt());
        }
        return numbers;
    }

    @Test
    void answers_that_are_not_read_stop_nobody() throws Exception {
        byte[] nothingAtFirst = {0, 4, 0, 0, 0, 0};
        othersAreServedDuring(() -> {
            for (int i = 0; i < 8; i++) {
                RawConnection connection = connect().beginHttp2(nothingAtFirst);
                for (int stream = 1; stream < 2 * MOST_STREAMS; stream += 2) {
                    connection.ask(stream, "GET", "/wire/openapi.yaml", "", "");
                }
            }
            for (RawConnection connection : open) {
                connection.awaitHeads(MOST_STREAMS);
            }
        });
    }

    @Test
    void http2_is_for_clients_that_begin_with_it() throws Exception {
        RawConnection slowly = connect();
        for (char one : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".toCharArray()) {
            slowly.send(String.valueOf(one));
        }

        assertThat(numbers(slowly.settings())).containsKey(3);
    }

    @Test
    void http1_is_never_upgraded_to_http2() throws Exception {
        assertThat(connect()
                        .send("GET /health/live HTTP/1.1\r\nHost: l\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n" + HEALTH)
                        .rest())
                .matches(Pattern.compile("HTTP/1.1 200 .*\\{\"status\":\"UP\"}HTTP/1.1 200 .*", Pattern.DOTALL));
    }

    @Test
    void http1_does_not_become_http2_in_the_midst() throws Exception {
        RawConnection connection = connect().send("GET /health/live HTTP/1.1\r\nHost: l\r\n\r\n");
        connection.until("UP\"}");
        connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");

        assertThat(connection.rest()).startsWith("HTTP/1.1 426 ").doesNotContain("\0");
    }

    /** Of {@code length} bytes a part comes with the head and the rest after the answer. */
    @ParameterizedTest
    @CsvSource({"1000, 1", "65536, 1", "65536, 65536"})
    void a_body_of_up_to_64_KiB_that_nobody_reads_leaves_the_connection_open(int length, int early) throws Exception {
        assertThat(afterRefusal(
                        unread("Content-Length: " + length) + "x".repeat(early), "x".repeat(length - early) + HEALTH))
                .startsWith("HTTP/1.1 200");
    }

    /**
     * What is answered to what is sent after the answer 404. What is left of a body is awaited for two seconds, so that a
     * machine that stalls gets another try.
     */
    private String afterRefusal(String request, String later) throws IOException {
        String answer = "";
        for (int attempt = 1; answer.isEmpty() && attempt <= TRIES; attempt++) {
            RawConnection connection = connect().send(request);
            assertThat(connection.until("Not Found\"}"))
                    .startsWith("HTTP/1.1 404")
                    .doesNotContain("close");
            try {
                answer = connection.send(later).rest();
            } catch (SocketException closed) {
                answer = "";
            }
        }
        return answer;
    }

    private static String unread(String length) {
        return "POST /nothing HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_537})
    void after_a_larger_one_the_connection_is_closed(int early) throws Exception {
        RawConnection connection = connect().send(unread("Content-Length: 65537") + "x".repeat(early));

        assertThat(connection.rest()).startsWith("HTTP/1.1 404").contains("\r\nConnection: close\r\n");
    }

    @Test
    void the_answer_comes_through_although_its_client_sends_on() throws Exception {
        RawConnection connection =
                connect().send(unread("Content-Length: 4194304")).send("x".repeat(4_194_304));

        assertThat(connection.rest()).startsWith("HTTP/1.1 404").endsWith("\"Not Found\"}");
    }

    @Test
    void a_body_of_unknown_length_is_read_away_up_to_64_KiB() throws Exception {
        assertThat(afterRefusal(
                        unread("Transfer-Encoding: chunked") + "1\r\nx\r\n",
                        "3e8\r\n" + "x".repeat(1_000) + "\r\n0\r\n\r\n" + HEALTH))
                .startsWith("HTTP/1.1 200");

        RawConnection many = connect().send(unread("Transfer-Encoding: chunked") + "1\r\nx\r\n");
        many.until("Not Found\"}");
        many.send("11170\r\n" + "x".repeat(70_000) + "\r\n0\r\n\r\n" + HEALTH);
        assertThat(many.rest()).isEmpty();
    }

    @Test
    void a_body_that_waits_to_be_asked_for_is_not_asked_for_after_the_answer() throws Exception {
        RawConnection connection = connect().send(unread("Content-Length: 1000\r\nExpect: 100-continue"));

        assertThat(connection.rest()).startsWith("HTTP/1.1 404").doesNotContain("100 Continue");
    }

    @Test
    void a_body_that_nobody_reads_and_that_does_not_come_is_given_up() throws Exception {
        assertThat(connect().send(unread("Content-Length: 1000") + "x").rest()).startsWith("HTTP/1.1 404");
    }

    /** The log comes late: once it has what happened last, it has all. */
    @Test
    void no_code_gets_into_the_log_and_nobody_without_credentials_writes_to_it() throws Exception {
        int before = runner.errors().length();
        String link = "/ui/login/mail/verification?userID=u&code=J60MGL&orgID=acme";
        List<String> requests = List.of(
                "CONNECT " + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT J60MGL:J60MGL HTTP/1.1\r\nHost: J60MGL:J60MGL\r\n\r\n",
                "GET " + link + " HTTP/1.1\r\nHost: a\u009b31m@b" + link + "\r\n\r\n",
                "GET http://[::J60MGL" + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://J60MGL:J60MGL@x:99999" + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://elsewhere" + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "G\u0001T " + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET " + link + " HTTP/J60MGL\r\nHost: x\r\n\r\n",
                link + "\r\n\r\n",
                "GET " + link + "\r\n\r\n",
                "GET " + link + " HTTP/1.1\r\nHost: x\r\nX " + link + ": J60MGL\r\n\r\n",
                "GET " + link + " HTTP/1.1\r\nHost: x\r\nX: " + link.repeat(200) + "\r\n\r\n",
                "GET " + link.repeat(200) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz" + link + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /..%2f..%00" + link + "%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET " + link + " HTTP/1.1\r\nHost: x\r\nCookie: " + link + ";;=\u0007\r\n\r\n",
                "POST " + link + " HTTP/1.1\r\nHost: x\r\nContent-Length: J60MGL\r\n\r\n",
                "POST " + link + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nJ60MGL\r\n\r\n",
                "POST " + link + " HTTP/1.1\r\nHost: x\r\nContent-Type: J60MGL;;charset=" + link
                        + "\r\nContent-Length: 6\r\n\r\nJ60MGL",
                "GET " + link + " HTTP/1.1\r\nHost: x\r\nExpect: " + link + "\r\n\r\n",
                "TRACE " + link + " HTTP/1.1\r\nHost: x\r\n\r\n");
        for (String request : requests) {
            // It ends what would be kept open, and breaks off what is not finished.
            connect().send(request + HEALTH).rest();
            connect().send(request).close();
        }
        connect()
                .beginHttp2()
                .ask(1, "CONNECT", link, "J60MGL", "")
                .ask(1, "J 60MGL", "J60MGL", link, "J60MGL")
                .close();

        String incident = runner.call(runner.token(), "PUT", USER + "/email", "{\"address\":\"dora@example.com\"}")
                .body()
                .replaceAll(".*incident ([0-9a-f-]{36}).*", "$1");
        String log = Eventually.get(runner::errors, errors -> errors.contains(incident))
                .substring(before);
        assertThat(log).doesNotContain("J60MGL", "acme");
        assertThat(log.lines().filter(line -> line.matches("\\d{4}-.*")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("incident=" + incident));
        assertThat(log).contains("\n\tat ").containsPattern("(?s)\\A[\\n\\t\\x20-\\x7e]*\\z");
    }
}
