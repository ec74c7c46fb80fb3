package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A server's own page of health (MicroProfile Health), as far as Kith is concerned.
 *
 * @param page the URL that {@code /ready} and {@code /started} follow
 */
record HealthPage(URI page) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Kith is there under these names, and ready, with the number of messages. */
    void requireReady(String... names) {
        await(OK, names);
        for (String name : names) {
            Json.Obj check = check("/ready", name + ":ready");
            assertThat(check.members()).as("ready").containsEntry("status", new Json.Text("UP"));
            assertThat(Patience.until(PATIENCE, () -> hasCounts(check("/ready", name + ":ready"))))
                    .as("messages are counted")
                    .isTrue();
            assertThat(check("/started", name + ":started").members())
                    .as("started")
                    .containsEntry("status", new Json.Text("UP"));
        }
    }

    /** Kith is not ready. */
    void requireDown(String name) {
        await(UNAVAILABLE, name);
        assertThat(check("/ready", name + ":ready").members()).containsEntry("status", new Json.Text("DOWN"));
    }

    private static boolean hasCounts(Json.Obj check) {
        return check.members().get("data") instanceof Json.Obj data
                && data.members().containsKey("waitingMessages")
                && data.members().containsKey("deadMessages");
    }

    private void await(int status, String... names) {
        boolean came = Patience.until(PATIENCE, () -> {
            HttpResponse<String> answer = answer("/ready");
            return answer.statusCode() == status
                    && List.of(names).stream().allMatch(name -> answer.body().contains(name + ":ready\""));
        });
        assertThat(came)
                .as("%s at %s, but: %s", status, page, answer("/ready").body())
                .isTrue();
    }

    private Json.Obj check(String path, String name) {
        HttpResponse<String> answer = answer(path);
        return checks(answer.body()).stream()
                .map(Json.Obj.class::cast)
                .filter(check -> new Json.Text(name).equals(check.members().get("name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + answer.body()));
    }

    private static List<Json> checks(String body) {
        try {
            return JsonText.read(body) instanceof Json.Obj answer
                            && answer.members().get("checks") instanceof Json.Arr checks
                    ? checks.items()
                    : List.of();
        } catch (JsonText.Unreadable e) {
            throw new AssertionError("a page of health is JSON, but this is: " + body, e);
        }
    }

    private HttpResponse<String> answer(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(page + path))
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
