package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.BinaryCalls;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.TestTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that together are too large, or that take too long, over real sockets. */
class BusyBodiesTest {
    private static final String USER = "/resources/v3alpha/users/u1";
    private static final int QUARTER = 256 * 1024;
    private static final int SOME = 100 * 1024;

    private final RecordingAccounts accounts = new RecordingAccounts();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final BodyBudget bodies = new BodyBudget(4 * QUARTER, Duration.ofSeconds(30), new Shown());
    private final RestServer server =
            RestServer.of(TestTransport.context(accounts, bodies, admission -> BinaryCalls.NONE));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_caller_who_has_too_much_on_its_way_is_refused_and_others_are_served() throws Exception {
        try (SlowBody slow = new SlowBody()) {
            HttpResponse<String> refused = slow.untilAnotherIsRefused();

            assertThat(refused.body()).contains("\"code\":14", "KITH-BUSY", "google.rpc.RetryInfo");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(patch("as-bea").statusCode()).isEqualTo(200);
            assertThat(slow.isAnswered()).isFalse();
        }
        assertThat(untilServed("as-ada").statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_announced_and_does_not_come_takes_nothing_from_anybody() throws Exception {
        try (Socket first = open("as-ada", 4 * 1024 * 1024, 10);
                Socket second = open("as-ada", 4 * 1024 * 1024, 10)) {
            assertThat(patch("as-ada").statusCode()).isEqualTo(200);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @Test
    void a_body_that_drips_is_given_up_in_time() throws Exception {
        try (Socket slow = open("as-ada", 1_000, 10)) {
            assertThat(patch("as-bea").statusCode()).isEqualTo(200);

            assertThat(headOfLate(slow)).contains("HTTP/1.1 503 ", "Retry-After: 1");
        }
        assertThat(accounts.calls()).hasSize(1);
    }

    @Test
    void forms_of_pages_have_limits_too() throws Exception {
        String page = "/ui/login/mail/verification";
        String form = "userID=u1&code=A1B2C3&orgID=&x=";
        assertThat(server.send(server.anonymous("POST", page, form + "a".repeat(16 * 1024))
                                .header("Content-Type", "application/x-www-form-urlencoded"))
                        .body())
                .contains("This link is incomplete");
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            slow.getOutputStream()
                    .write(("POST " + page + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\nuserID=")
                            .getBytes(US_ASCII));
            assertThat(patch("as-bea").statusCode()).isEqualTo(200);

            assertThat(headOfLate(slow)).contains("HTTP/1.1 503 ", "Retry-After: 1", "text/html");
        }
    }

    @Test
    void another_content_type_is_refused_by_its_first_byte() throws Exception {
        try (Socket endless = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            endless.getOutputStream()
                    .write(("POST " + USER + "/_lock HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\n"
                                    + "Content-Type: text/plain\r\nContent-Length: 1000\r\n\r\na")
                            .getBytes(US_ASCII));

            assertThat(head(endless)).contains("HTTP/1.1 415 ");
        }
    }

    private HttpResponse<String> patch(String token) throws Exception {
        String body = "{\"data\":{\"t\":\"" + "a".repeat(SOME) + "\"}}";
        return server.send(server.request("PATCH", USER, body).setHeader("Authorization", "Bearer " + token));
    }

    /** A body of the caller ada that is on its way and leaves little room for another one. */
    private final class SlowBody implements AutoCloseable {
        private Socket socket = send();

        private SlowBody() throws Exception {}

        private Socket send() throws Exception {
            return open("as-ada", QUARTER, QUARTER - SOME / 2);
        }

        /** Asks until the server has read what is on its way; of two that come at the same instant, this one may be refused. */
        HttpResponse<String> untilAnotherIsRefused() throws Exception {
            return until("as-ada", 503, this::sendAgainIfAnswered);
        }

        private void sendAgainIfAnswered() throws Exception {
            if (isAnswered()) {
                socket.close();
                socket = send();
            }
        }

        boolean isAnswered() throws IOException {
            return socket.getInputStream().available() > 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private HttpResponse<String> untilServed(String token) throws Exception {
        return until(token, 200, () -> {});
    }

    /** What is done before asking again. */
    private interface Meanwhile {
        void run() throws Exception;
    }

    private HttpResponse<String> until(String token, int status, Meanwhile meanwhile) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        HttpResponse<String> answer = patch(token);
        while (answer.statusCode() != status && System.nanoTime() < end) {
            meanwhile.run();
            answer = patch(token);
        }
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    private Socket open(String token, int announced, int sent) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        OutputStream out = socket.getOutputStream();
        out.write(("PATCH " + USER + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\nContent-Length: "
                        + announced + "\r\n\r\n" + "\"" + "a".repeat(sent - 1))
                .getBytes(US_ASCII));
        out.flush();
        return socket;
    }

    /** What comes where the body takes longer than it may; the server may begin to read only now, and its time with that. */
    private String headOfLate(Socket slow) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (slow.getInputStream().available() == 0 && System.nanoTime() < end) {
            now = now.plusSeconds(31);
            slow.getOutputStream().write('a');
            long look = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (slow.getInputStream().available() == 0 && System.nanoTime() < look) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
        return head(slow);
    }

    private static String head(Socket socket) throws Exception {
        socket.setSoTimeout(30_000);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The time as the test shows it. */
    private final class Shown extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
