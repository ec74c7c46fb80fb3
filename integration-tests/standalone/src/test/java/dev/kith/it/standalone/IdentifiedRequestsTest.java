package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of a request, in every answer of the program and in its log. */
class IdentifiedRequestsTest {
    private static final String USER = "/resources/v3alpha/users/demo";

    @TempDir
    Path folder;

    @Test
    void whatever_answers_a_request_names_it() throws Exception {
        try (Runner runner = Runner.start(folder)) {
            for (String path : List.of(
                    USER,
                    "/resources/v3alpha/nothing",
                    "/health/live",
                    "/health/ready",
                    "/metrics",
                    "/wire/openapi.yaml",
                    "/ui/login/mail/verification",
                    "/mailbox",
                    "/grpc.health.v1.Health/Check",
                    "/nothing")) {
                HttpResponse<String> answer = runner.call("GET", path, "", Map.of("X-Request-Id", "r.1_2-3"));

                assertThat(answer.headers().allValues("X-Request-Id")).as(path).containsExactly("r.1_2-3");
            }
            assertThat(runner.call("GET", USER, "", Map.of("X-Request-Id", "<b>evil</b>"))
                            .headers()
                            .firstValue("X-Request-Id")
                            .orElse(""))
                    .matches("[0-9a-f-]{36}");
            assertThat(refusedByTheServer(runner, "GET / HTTP/1.1\r\nHost: l\r\nno header\r\n\r\n"))
                    .containsPattern("(?i)\r\nX-Request-Id: [0-9a-f-]{36}\r\n");
            assertThat(refusedByTheServer(
                            runner, "GET / HTTP/1.1\r\nHost: l\r\nX-Long: " + "x".repeat(70_000) + "\r\n\r\n"))
                    .containsPattern("(?i)\r\nX-Request-Id: [0-9a-f-]{36}\r\n");
        }
    }

    @Test
    void the_lines_of_its_thread_name_it_in_both_formats() throws Exception {
        installTalkativePlugin();
        Runner text = Runner.start(folder);
        setEmail(text, text.token(), "r-text");
        text.close();
        text.awaitEnd();

        Runner json = Runner.start(folder, "--kith.log.format=json");
        setEmail(json, text.token(), "r-json");
        json.close();
        json.awaitEnd();

        assertThat(text.errors().lines().filter(line -> line.contains("a word of the plugin")))
                .singleElement()
                .asString()
                .contains(" Talkative [r-text]: a word of the plugin");
        Json.Obj line = (Json.Obj) JsonText.read(json.errors()
                .lines()
                .filter(one -> one.contains("a word of the plugin"))
                .findFirst()
                .orElseThrow());
        assertThat(line.get("requestId")).isEqualTo(new Json.Text("r-json"));
        assertThat(json.errors().lines().filter(one -> one.contains("outcome=started")))
                .singleElement()
                .asString()
                .doesNotContain("requestId");
    }

    private void installTalkativePlugin() {
        PluginJar.install(folder, "talkative.jar", CodeGenerator.class, "com.talkative.Talkative", """
                package com.talkative;
                import dev.kith.spi.CodeGenerator;
                public class Talkative implements CodeGenerator {
                    public String name() { return "talkative"; }
                    public String generate(Purpose purpose) {
                        System.getLogger("com.talkative.Talkative").log(System.Logger.Level.INFO, "a word of the plugin");
                        return "A1B2C3";
                    }
                }
                """);
    }

    private static void setEmail(Runner runner, String token, String id) {
        HttpResponse<String> answer = runner.call(
                "PUT",
                USER + "/email",
                "{\"address\":\"" + id + "@example.com\",\"returnCode\":{}}",
                Map.of("Authorization", "Bearer " + token, "X-Request-Id", id));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static String refusedByTheServer(Runner runner, String request) throws Exception {
        try (RawConnection connection = new RawConnection(runner)) {
            return connection.send(request).rest();
        }
    }
}
