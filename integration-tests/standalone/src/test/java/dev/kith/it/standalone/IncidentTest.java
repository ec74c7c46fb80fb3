package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentTest {
    private static final String USER = "/resources/v3alpha/users/demo";

    @TempDir
    Path folder;

    @Test
    void an_accident_in_a_plugin_is_an_incident_id_on_the_wire_and_the_whole_story_in_the_log() {
        PluginJar.install(folder, "broken.jar", CodeGenerator.class, "com.broken.Broken", """
                package com.broken;
                import dev.kith.spi.CodeGenerator;
                public class Broken implements CodeGenerator {
                    public String name() { return "broken"; }
                    public String generate(Purpose purpose) { throw new IllegalStateException("select secret from t"); }
                }
                """);
        Runner runner = Runner.start(folder);
        Matcher body;
        try (runner) {
            assertThat(runner.output()).contains("broken.jar");
            String before = runner.call(runner.token(), "GET", USER, "").body();

            HttpResponse<String> answer =
                    runner.call(runner.token(), "PUT", USER + "/email", "{\"address\":\"dora@example.com\"}");

            assertThat(answer.statusCode()).isEqualTo(500);
            body = Pattern.compile("\\{\"code\":13,\"message\":\"internal error, incident ([0-9a-f-]{36})\"}")
                    .matcher(answer.body());
            assertThat(body.matches()).as(answer.body()).isTrue();
            assertThat(answer.headers().map().toString()).doesNotContain("broken", "Exception", "select");
            assertThat(runner.call(runner.token(), "GET", USER, "").body()).isEqualTo(before);
        }
        runner.awaitEnd();
        assertThat(runner.errors()).contains("incident=" + body.group(1)).contains("com.broken.Broken");
    }
}
