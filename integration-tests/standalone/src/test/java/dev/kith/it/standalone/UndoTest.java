package dev.kith.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {
    private static final String EMAIL = "/resources/v3alpha/users/demo/email";

    @TempDir
    Path folder;

    @Test
    void who_loses_a_verified_address_takes_it_back_by_the_link_of_the_notice() throws Exception {
        try (Runner runner = Runner.start(folder, "--kith.contact.change.undo=always")) {
            runner.call(runner.token(), "PUT", EMAIL, "{\"address\":\"dora@example.com\",\"isVerified\":true}");
            runner.call(runner.token(), "PUT", EMAIL, "{\"address\":\"thief@example.net\",\"isVerified\":true}");

            Document mailbox = MailboxPageTest.Mailbox.await(runner, "dora@example.com");
            assertThat(mailbox.text()).contains("t***@e***.net").doesNotContain("thief@");
            URI link = URI.create(mailbox.select("a.open").attr("href"));
            assertThat(link.toString()).startsWith(runner.url() + "/ui/login/mail/undo?token=");

            Document page = Jsoup.parse(runner.call("GET", link.getRawPath() + "?" + link.getRawQuery(), "", Map.of())
                    .body());
            String token = page.select("input[name=token]").val();
            HttpResponse<String> undone = runner.call(
                    "POST",
                    link.getRawPath(),
                    "token=" + URLEncoder.encode(token, UTF_8),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"));

            assertThat(Jsoup.parse(undone.body()).select("h1").text()).isEqualTo("The change has been undone");
            assertThat(runner.call(runner.token(), "GET", "/resources/v3alpha/users/demo", "")
                            .body())
                    .contains("\"email\":{\"address\":\"dora@example.com\",\"isVerified\":true}");
        }
    }
}
