package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that clients are made from. */
class DefinitionsTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void the_runner_hands_out_every_definition_as_it_is(@TempDir Path folder) throws Exception {
        Path definitions = Path.of(System.getProperty("kith.wire.folder"));
        try (RunningServer server = RunningServer.start(folder)) {
            List<String> listed = get(server, "").body().lines().toList();

            assertThat(listed).isEqualTo(names(definitions));
            for (String name : listed) {
                assertThat(get(server, name).body()).isEqualTo(Files.readString(definitions.resolve(name)));
            }
            assertThat(get(server, "zitadel").statusCode()).isEqualTo(404);
            assertThat(get(server, "../persistence.xml").statusCode()).isEqualTo(404);
        }
    }

    private static List<String> names(Path definitions) throws Exception {
        try (Stream<Path> files = Files.walk(definitions)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> definitions.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private HttpResponse<String> get(RunningServer server, String name) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/wire/" + name))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
