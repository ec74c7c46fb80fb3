package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentPatchTest {
    private static final int ROUNDS = 200;
    private static final int THREADS = 8;
    private static final String USER = "/resources/v3alpha/users/u1";

    @TempDir
    Path folder;

    @Test
    void merge_patches_of_different_members_at_the_same_time_lose_nothing() throws Exception {
        Path schemas = Files.createDirectory(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("counters.json"), "{\"type\":\"object\"}");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Runner runner = Runner.start(folder, "--kith.schemas.directory=" + schemas)) {
            String token = runner.token();
            HttpResponse<String> created = runner.call(
                    token,
                    "POST",
                    "/resources/v3alpha/users?organization.orgId=default",
                    "{\"schemaId\":\"counters\",\"userId\":\"u1\"}");
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            for (int round = 1; round <= ROUNDS; round++) {
                List<Future<HttpResponse<String>>> patches = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    String patch = "{\"data\":{\"m" + thread + "\":" + round + "}}";
                    patches.add(threads.submit(() -> merge(runner, token, patch)));
                }
                for (Future<HttpResponse<String>> patch : patches) {
                    assertThat(patch.get().statusCode()).as(patch.get().body()).isEqualTo(200);
                }
                assertThat(runner.call(token, "GET", USER, "").body()).contains(everything(round));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static HttpResponse<String> merge(Runner runner, String token, String patch) {
        return runner.call(
                "PATCH",
                USER,
                patch,
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/merge-patch+json"));
    }

    private static List<String> everything(int round) {
        List<String> members = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            members.add("\"m" + thread + "\":" + round);
        }
        return members;
    }
}
