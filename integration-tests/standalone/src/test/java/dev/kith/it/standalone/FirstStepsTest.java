package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsTest {
    private static final String USER = "/resources/v3alpha/users/demo";

    @TempDir
    Path folder;

    @Test
    void the_printed_lines_work_and_a_restart_keeps_everything_in_private_files() throws Exception {
        String token;
        Path data = Files.createDirectory(folder.resolve("kith-data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Runner runner = Runner.start(folder)) {
            token = runner.token();
            assertThat(Runner.shell(data, Map.of(), "stat -c %a kith.mv.db kith.lock.db"))
                    .isEqualTo("600\n600\n");
            assertThat(runner.errors()).contains("data=open: ").contains("give it the mode 0700");
            List<String> lines = runner.output()
                    .lines()
                    .filter(line -> line.strip().startsWith("curl"))
                    .toList();
            assertThat(lines).hasSize(2);

            assertThat(Runner.shell(folder, Map.of(), lines.get(0))).contains("\"id\":\"demo\"");
            assertThat(Runner.shell(folder, Map.of(), lines.get(1))).contains("\"id\":\"demo\"");

            assertThat(runner.output()).contains("the schema \"demo\" and the user \"demo\"");
            assertThat(runner.errors()).doesNotContain(token);
        }
        try (Runner again = Runner.start(folder)) {
            assertThat(again.saysToken()).isFalse();
            assertThat(again.output()).contains("The administrator token was shown at the first start.");
            assertThat(again.call(token, "GET", USER, "").body())
                    .contains("\"department\":\"Research\"")
                    .contains("\"address\":\"dora@example.com\"");
        }
    }

    @Test
    void a_new_token_takes_the_place_of_the_lost_one() {
        String lost;
        try (Runner runner = Runner.start(folder)) {
            lost = runner.token();
        }
        try (Runner runner = Runner.start(folder, "--new-token")) {
            assertThat(runner.token()).isNotEqualTo(lost);
            assertThat(runner.call(runner.token(), "GET", USER, "").statusCode())
                    .isEqualTo(200);
            assertThat(runner.call(lost, "GET", USER, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void nobody_is_let_in_without_a_token() {
        try (Runner runner = Runner.start(folder)) {
            HttpResponse<String> anonymous = runner.call("GET", USER, "", Map.of());
            HttpResponse<String> wrong = runner.call("wrong", "GET", USER, "");

            assertThat(anonymous.statusCode()).isEqualTo(401);
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void health_and_unknown_paths_are_answered() {
        try (Runner runner = Runner.start(folder, "--kith.demo=false")) {
            assertThat(runner.output()).doesNotContain("the user \"demo\"");
            assertThat(runner.call("GET", "/health/live", "", Map.of()).body()).isEqualTo("{\"status\":\"UP\"}");
            Eventually.get(
                    () -> runner.call("GET", "/health/ready", "", Map.of()).body(),
                    body -> body.equals("{\"status\":\"UP\"}"));

            HttpResponse<String> unknown = runner.call("GET", "/nothing/here", "", Map.of());

            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("{\"code\":5,\"message\":\"Not Found\"}");
            assertThat(unknown.headers().map()).doesNotContainKeys("server", "x-powered-by");
        }
    }
}
