package dev.kith.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxPageTest {
    private static final String PAGE = "/dev/mailbox";

    @TempDir
    Path folder;

    @Test
    void it_shows_a_message_with_its_link_to_this_machine_alone() throws Exception {
        try (Runner runner = Runner.start(folder)) {
            assertThat(page(runner).body()).contains("No messages yet.");

            runner.call(
                    runner.token(), "PUT", "/resources/v3alpha/users/demo/email", "{\"address\":\"dora@example.com\"}");

            Document page = Mailbox.await(runner, "dora@example.com");
            assertThat(page.select(".code").text()).matches("[A-Z0-9]{6}");
            assertThat(page.select("a.open").attr("href"))
                    .isEqualTo(runner.url() + "/ui/login/mail/verification?userID=demo&code="
                            + page.select(".code").text() + "&orgID=default&authRequestID=");
            assertThat(page.select("script, iframe, img")).isEmpty();

            HttpResponse<String> answer = page(runner);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");

            assertThat(raw(runner, "Host: evil.example\r\n")).startsWith("HTTP/1.1 404");
            for (String proxy :
                    List.of("X-Forwarded-For", "Via", "X-Real-IP", "CF-Connecting-IP", "X-Forwarded-Host")) {
                assertThat(raw(runner, "Host: localhost\r\n" + proxy + ": 192.0.2.1\r\n"))
                        .as(proxy)
                        .startsWith("HTTP/1.1 404");
            }
            assertThat(raw(runner, "Host: localhost\r\n")).startsWith("HTTP/1.1 200");

            opensWithTheWordAlone(
                    runner, answer.headers().firstValue("Set-Cookie").orElseThrow());
        }
    }

    /** Others get what they get for a page that there is not. */
    private static void opensWithTheWordAlone(Runner runner, String kept) {
        String[] cookie = kept.split("; ", 2);
        HttpResponse<String> unknown = runner.call("GET", "/dev/unknown", "", Map.of());

        assertThat(cookie[1]).isEqualTo("Path=/dev/mailbox; HttpOnly; SameSite=Strict");
        assertThat(runner.call("GET", PAGE, "", Map.of("Cookie", cookie[0])).statusCode())
                .isEqualTo(200);
        for (String wrong : List.of(
                "",
                "?word",
                "?word=",
                "?word=x",
                "?word=%FF",
                "?word=" + cookie[0].split("=")[1] + "x")) {
            HttpResponse<String> refused = runner.call("GET", PAGE + wrong, "", Map.of("Cookie", cookie[0] + "x"));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(404);
            assertThat(refused.body()).isEqualTo(unknown.body());
            assertThat(refused.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    private static HttpResponse<String> page(Runner runner) {
        return runner.call("GET", runner.mailbox().toString(), "", Map.of());
    }

    @Test
    void there_is_none_where_it_is_switched_off() {
        try (Runner runner = Runner.start(folder, "--kith.dev=false")) {
            assertThat(runner.call("GET", PAGE, "", Map.of()).statusCode()).isEqualTo(404);
            assertThat(runner.output()).contains("Mail      not sent (kith.mail.host is not set)");
        }
    }

    @Test
    void there_is_none_by_default_where_people_come_through_a_public_url() {
        try (Runner runner = Runner.start(folder, "--kith.public-url=https://id.example.com")) {
            assertThat(runner.call("GET", PAGE, "", Map.of()).statusCode()).isEqualTo(404);
            assertThat(runner.output()).contains("set it, or kith.dev=true");
        }
    }

    @Test
    void it_is_there_beside_a_public_url_where_it_is_asked_for() {
        try (Runner runner = Runner.start(folder, "--kith.public-url=https://id.example.com", "--kith.dev=true")) {
            assertThat(page(runner).statusCode()).isEqualTo(200);
        }
    }

    /** An HTTP client of Java's own decides on the host header itself. */
    private static String raw(Runner runner, String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), runner.url().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + PAGE + "?" + runner.mailbox().getQuery() + " HTTP/1.1\r\n" + headers
                                    + "Connection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** The page as a person sees it. */
    static final class Mailbox {
        private Mailbox() {}

        static Document await(Runner runner, String recipient) {
            return Eventually.get(
                    () -> Jsoup.parse(page(runner).body(), runner.url().toString()),
                    page -> page.select(".to").eachText().contains(recipient));
        }
    }
}
