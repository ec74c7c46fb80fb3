package dev.kith.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.BackgroundWrites;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is backed up by the lines of the documents while the program writes; a program on what was restored has every user that was
 * acknowledged before, redeems codes that were out, and delivers what waited and nothing else.
 */
class PostgresBackupTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final String KEYS = "--kith.keys=k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Pattern CODE = Pattern.compile("\"verificationCode\":\"([^\"]+)\"");

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void what_the_documents_say_keeps_users_codes_and_messages() throws Exception {
        List<String> lines = Pattern.compile("```sh\n([^`]*postgresql://[^`]*)\n```")
                .matcher(Files.readString(Deploy.ROOT.resolve("docs/operate.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(lines).hasSize(2);
        try (DebianPostgres server = DebianPostgres.start("kith")) {
            String token;
            try (Runner first = Runner.start(folder, settings(server, "kith"))) {
                token = first.token();
                create(first, token, "delivered");
                setEmail(first, token, "delivered", "{\"address\":\"delivered@example.com\"}");
                awaitDelivered(first);
                assertThat(mailbox(first)).contains("delivered@example.com");
            }
            String code;
            int before;
            try (Runner writing = Runner.start(folder, settings(server, "kith", "--kith.delivery.enabled=false"))) {
                create(writing, token, "coded");
                code = code(setEmail(writing, token, "coded", "{\"address\":\"coded@example.com\",\"returnCode\":{}}"));
                create(writing, token, "waiting");
                setEmail(writing, token, "waiting", "{\"address\":\"waiting@example.com\"}");
                before = BackgroundWrites.during(
                        number -> create(writing, token, "w" + number), () -> server.document(folder, lines.get(0)));
            }
            server.document(folder, lines.get(1));

            try (Runner restored = Runner.start(elsewhere, settings(server, "restored"))) {
                assertThat(restored.saysToken()).isFalse();
                for (int i = 0; i < before; i++) {
                    assertThat(restored.call(token, "GET", USERS + "/w" + i, "").statusCode())
                            .as("user w%s of %s", i, before)
                            .isEqualTo(200);
                }
                assertThat(restored.call(token, "POST", USERS + "/coded/email/_verify", "\"" + code + "\"")
                                .statusCode())
                        .isEqualTo(200);
                awaitDelivered(restored);
                assertThat(mailbox(restored))
                        .contains("waiting@example.com")
                        .doesNotContain("delivered@example.com", "coded@example.com");
            }
        }
    }

    private static String[] settings(DebianPostgres server, String database, String... more) {
        List<String> settings = new ArrayList<>(server.settings(database));
        settings.add(KEYS);
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    private static void create(Runner runner, String token, String id) {
        HttpResponse<String> answer = runner.call(
                token,
                "POST",
                USERS + "?organization.orgId=default",
                "{\"schemaId\":\"demo\",\"userId\":\"" + id + "\",\"data\":{\"displayName\":\"W\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String setEmail(Runner runner, String token, String id, String email) {
        HttpResponse<String> answer = runner.call(token, "PUT", USERS + "/" + id + "/email", email);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String code(String answer) {
        return CODE.matcher(answer)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer));
    }

    /** Waits until there is one delivery, and nothing that waits. */
    private static void awaitDelivered(Runner runner) {
        String metrics = Eventually.get(
                () -> runner.call("GET", "/metrics", "", Map.of()).body(),
                text -> !text.contains("kith_tries_total{outcome=\"delivered\"} 0.0\n")
                        && text.contains("kith_messages_oldest_seconds 0.0\n"));
        assertThat(metrics)
                .contains("kith_tries_total{outcome=\"delivered\"} 1.0\n")
                .contains("kith_tries_total{outcome=\"dead\"} 0.0\n");
    }

    private static String mailbox(Runner runner) {
        return runner.call("GET", runner.mailbox().toString(), "", Map.of()).body();
    }
}
