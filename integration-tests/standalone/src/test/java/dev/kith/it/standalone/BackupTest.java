package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.engines.MariaDbTools;
import dev.kith.it.processes.BackgroundWrites;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database is backed up while the program writes to it; a program on what was restored has everything that was acknowledged before
 * the backup, serves, and delivers what waited.
 */
class BackupTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final String KEYS = "--kith.keys=k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void the_embedded_database() throws Exception {
        List<String> lines = Documents.blocks("sh", Documents.section("docs/operate.md", "Backup"));
        String libraries = Runner.JAR.resolveSibling("lib") + "/*";
        int before;
        String token;
        try (Runner first = Runner.start(folder, "--kith.delivery.enabled=false", "--kith.dev=false")) {
            token = first.token();
            before = writing(first, () -> shell(lines.get(0).replace("lib/*", libraries)));
        }
        shell(lines.get(1).replace("lib/*", libraries));
        Files.copy(folder.resolve("kith-data/generated.key"), folder.resolve("restored-data/generated.key"));

        assertServesAndDelivers(token, before, "--kith.data=" + folder.resolve("restored-data"));
    }

    @Test
    void mariadb() {
        Database database = Engine.MARIADB.freshDatabase();
        Database restored = Engine.MARIADB.freshDatabase();
        int before;
        String token;
        try (Runner first = Runner.start(
                folder,
                "--kith.delivery.enabled=false",
                "--kith.dev=false",
                KEYS,
                "--kith.database.url=" + database.url(),
                "--kith.database.username=" + database.username())) {
            token = first.token();
            before = writing(first, () -> shell(MariaDbTools.dump(database) + " > backup.sql"));
        }
        shell(MariaDbTools.restore(restored) + " < backup.sql");

        assertServesAndDelivers(
                token,
                before,
                KEYS,
                "--kith.database.url=" + restored.url(),
                "--kith.database.username=" + restored.username());
    }

    /** Backs up while users are created; returns how many were acknowledged before the backup began. */
    private static int writing(Runner runner, Runnable backup) {
        assertThat(runner.call(runner.token(), "PUT", USERS + "/demo/email", "{\"address\":\"dora@example.com\"}")
                        .statusCode())
                .isEqualTo(200);
        return BackgroundWrites.during(number -> create(runner, number), backup);
    }

    private static void create(Runner runner, int number) {
        assertThat(runner.call(
                                runner.token(),
                                "POST",
                                USERS + "?organization.orgId=default",
                                "{\"schemaId\":\"demo\",\"userId\":\"w" + number
                                        + "\",\"data\":{\"displayName\":\"W\"}}")
                        .statusCode())
                .isEqualTo(201);
    }

    private void assertServesAndDelivers(String token, int before, String... settings) {
        try (Runner second = Runner.start(elsewhere, settings)) {
            for (int i = 0; i < before; i++) {
                assertThat(second.call(token, "GET", USERS + "/w" + i, "").statusCode())
                        .as("user w%s of %s", i, before)
                        .isEqualTo(200);
            }
            assertThat(second.call(token, "PATCH", USERS + "/demo", "{\"data\":{\"displayName\":\"Dora\"}}")
                            .statusCode())
                    .isEqualTo(200);
            String metrics = Eventually.get(
                    () -> second.call("GET", "/metrics", "", Map.of()).body(),
                    text -> text.contains("kith_tries_total{outcome=\"delivered\"} 1.0\n"));
            assertThat(metrics).contains("kith_tries_total{outcome=\"dead\"} 0.0\n");
        }
    }

    private void shell(String line) {
        Runner.shell(folder, Map.of(), line);
    }
}
