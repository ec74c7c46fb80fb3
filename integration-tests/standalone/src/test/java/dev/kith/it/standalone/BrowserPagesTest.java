package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who opens the program in a browser. */
class BrowserPagesTest {
    private static final Map<String, String> PROXIED = Map.of("X-Forwarded-For", "192.0.2.1");

    @TempDir
    Path folder;

    @Test
    void the_first_page_leads_to_everything_else_and_the_calls_can_be_tried() {
        try (Runner runner = Runner.start(folder)) {
            HttpResponse<String> first = get(runner, "/", Map.of());
            Document page = Jsoup.parse(first.body(), runner.url() + "/");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(page.title()).isEqualTo("Kith");
            assertThat(page.select("a").eachAttr("href"))
                    .containsExactly("wire/openapi.yaml", "wire/", "dev/api", "health/live", "health/ready", "metrics");
            for (Element link : page.select("a")) {
                String path = URI.create(link.absUrl("href")).getPath();
                assertThat(get(runner, path, Map.of()).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(policy(first)).doesNotContain("unsafe").contains("frame-ancestors 'none'");

            HttpResponse<String> calls = get(runner, "/dev/api", Map.of());
            Document tried = Jsoup.parse(calls.body(), runner.url() + "/dev/api");
            for (String file : List.of(
                    tried.select("link").get(0).absUrl("href"),
                    tried.select("script").get(0).absUrl("src"),
                    tried.select("script").get(1).absUrl("src"))) {
                assertThat(file).startsWith(runner.url() + "/dev/api/");
                assertThat(get(runner, URI.create(file).getPath(), Map.of()).statusCode())
                        .as(file)
                        .isEqualTo(200);
            }
            assertThat(policy(calls))
                    .contains("script-src 'self';", "connect-src 'self'")
                    .doesNotContain("http");

            assertThat(Jsoup.parse(get(runner, "/", PROXIED).body()).select("a").eachAttr("href"))
                    .as("what is for this machine")
                    .containsExactly("wire/openapi.yaml", "wire/");
            for (String path : List.of("/dev/api", "/dev/api/start.js", "/dev/api/swagger-ui.css")) {
                assertThat(get(runner, path, PROXIED).statusCode()).as(path).isEqualTo(404);
            }
            for (String path : List.of("/dev/api/", "/dev/api/index.html", "/dev/api/../../x", "/index.html")) {
                assertThat(get(runner, path, Map.of()).statusCode()).as(path).isIn(400, 404);
            }
        }
    }

    @Test
    void where_the_program_does_not_run_for_development_there_is_nothing_to_try() {
        try (Runner runner = Runner.start(folder, "--kith.dev=false")) {
            assertThat(Jsoup.parse(get(runner, "/", Map.of()).body())
                            .select("a")
                            .eachAttr("href"))
                    .containsExactly("wire/openapi.yaml", "wire/");
            assertThat(get(runner, "/dev/api", Map.of()).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(Runner runner, String path, Map<String, String> headers) {
        return runner.call("GET", path, "", headers);
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }
}
