package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A database server that crashes, comes back, and takes no changes for a while; nobody touches the program. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseStoppedTest {
    private static final String USER = "/resources/v3alpha/users/demo";
    private static final String GET_USER = "/zitadel.resources.user.v3alpha.ZITADELUsers/GetUser";
    private static final int CLIENTS = 6;
    private static final int ROUNDS = 10;

    /** Half of what a pool commonly waits for a connection. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A machine that stalls gets another try; a program that waits for its pool does so in each of them. */
    private static final int TRIES = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void calls_hear_when_to_come_again_the_log_says_it_once_and_all_goes_on_when_it_is_back() throws Exception {
        try (StoppablePostgres postgres = new StoppablePostgres(folder);
                Node node = Node.with(folder, Map.of(), postgres.database(), "--kith.dev=true")) {
            String token = node.ready().token();
            URI url = node.runner().url();
            assertThat(patch(url, token).statusCode()).isEqualTo(200);
            assertThat(health(url)).isEqualTo(200);
            int before = lines(node).size();

            postgres.stopAtOnce();
            List<HttpResponse<String>> answers = Stream.iterate(0, round -> round < ROUNDS, round -> round + 1)
                    .flatMap(round -> soon(() -> together(url, token)).stream())
                    .toList();
            int ready = soon(() -> health(url));
            HttpResponse<String> web = soon(() -> grpcWeb(url, token));
            HttpResponse<String> page =
                    soon(() -> send(request(url, "/ui/login/mail/verification?userID=demo&code=ABCDEF&orgID=")));
            List<String> said = lines(node).subList(before, lines(node).size());
            postgres.startAgain();

            assertThat(answers).hasSize(CLIENTS * ROUNDS).allSatisfy(DatabaseStoppedTest::assertUnavailable);
            assertThat(ready).isEqualTo(503);
            assertThat(web.statusCode()).isEqualTo(200);
            assertThat(web.body()).contains("grpc-status: 14", "KITH-UNAVAILABLE", "grpc-status-details-bin");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Please try again");
            assertThat(said).as("the log").hasSizeBetween(1, 8).noneMatch(line -> line.startsWith("\tat "));
            assertThat(said).anyMatch(line -> line.contains("outcome=database-unavailable kind=no-connection"));
            Eventually.get(() -> patch(url, token).statusCode(), status -> status == 200);
            Eventually.get(() -> health(url), status -> status == 200);
            awaitLine(node, "outcome=database-available");

            postgres.execute("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
            HttpResponse<String> refused =
                    Eventually.get(() -> patch(url, token), answer -> answer.statusCode() != 200);
            HttpResponse<String> read = send(request(url, USER).header("Authorization", "Bearer " + token));
            postgres.execute(
                    "set default_transaction_read_only = off",
                    "alter system reset default_transaction_read_only",
                    "select pg_reload_conf()");

            assertUnavailable(refused);
            assertThat(read.statusCode()).isEqualTo(200);
            awaitLine(node, "kind=read-only sqlstate=25006");
            Eventually.get(() -> patch(url, token).statusCode(), status -> status == 200);
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body())
                .startsWith(
                        "{\"code\":14,\"message\":\"The service is not available at the moment (KITH-UNAVAILABLE)\"")
                .contains("\"retryDelay\":\"1s\"");
    }

    private static <T> T soon(Supplier<T> call) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            long begun = System.nanoTime();
            T answer = call.get();
            if (System.nanoTime() - begun < SOON.toNanos()) {
                return answer;
            }
        }
        throw new AssertionError("no answer within " + SOON + " in any of " + TRIES + " tries");
    }

    private static List<HttpResponse<String>> together(URI url, String token) {
        List<CompletableFuture<HttpResponse<String>>> calls = Stream.generate(
                        () -> HTTP.sendAsync(patchRequest(url, token), BodyHandlers.ofString()))
                .limit(CLIENTS)
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static HttpResponse<String> patch(URI url, String token) {
        return HTTP.sendAsync(patchRequest(url, token), BodyHandlers.ofString()).join();
    }

    private static HttpRequest patchRequest(URI url, String token) {
        String name = "Dora " + System.nanoTime();
        return request(url, USER)
                .header("Authorization", "Bearer " + token)
                .method("PATCH", BodyPublishers.ofString("{\"data\":{\"displayName\":\"" + name + "\"}}"))
                .build();
    }

    private static HttpResponse<String> grpcWeb(URI url, String token) {
        byte[] message = {0, 0, 0, 0, 6, 0x12, 4, 'd', 'e', 'm', 'o'};
        return send(request(url, GET_USER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/grpc-web+proto")
                .POST(BodyPublishers.ofByteArray(message)));
    }

    private static int health(URI url) {
        return send(request(url, "/health/ready")).statusCode();
    }

    private static HttpRequest.Builder request(URI url, String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    /** Whoever has seen a change first writes the line about it, while others are answered already. */
    private static void awaitLine(Node node, String words) {
        Eventually.get(() -> lines(node), lines -> lines.stream().anyMatch(line -> line.contains(words)));
    }

    private static List<String> lines(Node node) {
        return node.runner().errors().lines().toList();
    }
}
