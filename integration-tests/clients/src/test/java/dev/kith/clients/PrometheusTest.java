package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prometheus reads the program's metrics, and the alert rules and the dashboard ask for what is there. */
class PrometheusTest {
    private static final Path MONITORING = Path.of("../../docs/deploy/monitoring");
    private static final long SECONDS = 120;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void each_alert_fires_where_it_should_and_none_where_all_is_well() throws Exception {
        Files.copy(MONITORING.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        Files.copy(Path.of("src/test/resources/alerts-test.yml"), folder.resolve("alerts-test.yml"));

        assertThat(run("promtool", "check", "rules", "alerts.yml")).contains("SUCCESS");
        assertThat(run("promtool", "test", "rules", "alerts-test.yml")).contains("SUCCESS");
        assertThat(Files.readString(folder.resolve("alerts-test.yml")))
                .contains(alerts().stream()
                        .map(alert -> "alertname=\"" + alert.get("alert") + "\"")
                        .toList());
    }

    @Test
    void what_alerts_and_dashboard_ask_for_is_there() throws Exception {
        try (RunningServer kith = RunningServer.start(folder)) {
            assertThat(call(kith, "GET", "/resources/v3alpha/users/unknown", ""))
                    .contains("\"code\":5");
            assertThat(call(kith, "POST", "/resources/v3alpha/users?organization.orgId=default", """
                            {"schemaId": "people", "userId": "watched", "data": {"name": "Watched"},
                             "contact": {"email": {"address": "watched@example.com"}}}
                            """))
                    .contains("\"id\":\"watched\"");
            int port = freePort();
            Files.copy(MONITORING.resolve("alerts.yml"), folder.resolve("alerts.yml"));
            Files.writeString(
                    folder.resolve("prometheus.yml"), """
                    global:
                      scrape_interval: 1s
                      evaluation_interval: 1s
                    rule_files:
                      - alerts.yml
                    scrape_configs:
                      - job_name: kith
                        static_configs:
                          - targets: ["%s"]
                    """.formatted(kith.url().getAuthority()));
            Process prometheus = start(
                    "prometheus",
                    "--config.file=prometheus.yml",
                    "--storage.tsdb.path=data",
                    "--web.listen-address=127.0.0.1:" + port);
            try {
                URI api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
                await(() -> query(api, "kith_delivery_age_seconds_count > 0"), found -> found.contains("\"value\""));
                await(() -> query(api, "up{job=\"kith\"}"), found -> found.contains("\"1\"]"));

                for (String expression : Stream.concat(
                                asked(), alerts().stream().map(alert -> String.valueOf(alert.get("expr"))))
                        .toList()) {
                    assertThat(query(api, expression)).as(expression).contains("\"status\":\"success\"");
                    assertThat(names(expression)).as(expression).isNotEmpty();
                    for (String name : names(expression)) {
                        // Where a scrape takes longer than it may, everything is gone until the next one.
                        await(() -> query(api, name), found -> found.contains("\"value\""));
                    }
                }
                assertThat(get(api.resolve("rules")))
                        .contains("KithCarrierFails")
                        .doesNotContain("\"health\":\"err\"");
            } finally {
                prometheus.destroy();
                prometheus.waitFor(SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** The names of metrics in an expression. */
    private static List<String> names(String expression) {
        return Stream.of(expression.replaceAll("\\{[^}]*}|\"[^\"]*\"", "").split("[^a-z_]+"))
                .filter(word -> word.matches("(kith|hikaricp|jvm|process|up)(_.*)?"))
                .toList();
    }

    /** What the panels of the dashboard ask for. */
    private static Stream<String> asked() throws IOException {
        Map<?, ?> dashboard = (Map<?, ?>) read(MONITORING.resolve("dashboard.json"));
        return ((List<?>) of(dashboard, "panels"))
                .stream()
                        .map(panel -> ((Map<?, ?>) panel).get("targets"))
                        .filter(List.class::isInstance)
                        .flatMap(targets -> ((List<?>) targets).stream())
                        .map(target -> String.valueOf(((Map<?, ?>) target).get("expr")))
                        .map(expression ->
                                expression.replace("$__rate_interval", "1m").replace("$instance", ".+"));
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        Map<?, ?> file = (Map<?, ?>) read(MONITORING.resolve("alerts.yml"));
        Map<?, ?> group = (Map<?, ?>) ((List<?>) of(file, "groups")).get(0);
        return ((List<?>) of(group, "rules"))
                .stream().<Map<?, ?>>map(rule -> (Map<?, ?>) rule).toList();
    }

    private static Object of(Map<?, ?> map, String key) {
        Object value = map.get(key);
        assertThat(value).as(key).isNotNull();
        return value == null ? "" : value;
    }

    private static Object read(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private String call(RunningServer kith, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(kith.url().resolve(path))
                        .header("Authorization", "Bearer " + kith.token())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return answer.body();
    }

    private static String query(URI api, String expression) throws Exception {
        return get(api.resolve("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
    }

    private static String get(URI uri) throws Exception {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private interface Question {
        String ask() throws Exception;
    }

    private static void await(Question question, Predicate<String> expected) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        String answer = question.ask();
        while (!expected.test(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = question.ask();
        }
        assertThat(answer).matches(expected);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("output").toFile()))
                .start();
    }

    private String run(String... command) throws Exception {
        Process process = start(command);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
