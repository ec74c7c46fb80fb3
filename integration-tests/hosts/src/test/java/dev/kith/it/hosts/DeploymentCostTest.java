package dev.kith.it.hosts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.conformance.FirstSteps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures what the drop-in jar adds to the start of three servers: the same application with and without it, in turns. The
 * figures go to the page about performance; they need a machine on which nothing else runs.
 */
@Tag("deployment-cost")
class DeploymentCostTest {
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path FILE = Parameters.FOLDER.resolve("../bench/measured/servers.tsv");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** What a start takes until the application answers. */
    private record Start(double seconds, double cpu) {}

    @Test
    void three_servers_start_with_and_without_the_drop_in_jar() throws Exception {
        try (FirstSteps steps = new FirstSteps()) {
            War kith = War.bare().library(steps.plugin()).settings(steps.settings());
            for (int round = 1; round <= ROUNDS; round++) {
                compare(new Tomcat(Jdk.V17), inTomcat(kith));
                compare(new WildFly(Jdk.V17), kith);
                compare(new PayaraMicro(Jdk.V17), kith);
            }
        }
        write();
    }

    /** With the libraries and the data source that Tomcat lacks. */
    private static War inTomcat(War kith) {
        War carrying = Tomcat.carryingLibraries(kith).library(Parameters.SERVERS.resolve("h2.jar"));
        return Tomcat.withDataSource(carrying, "org.h2.Driver", "jdbc:h2:mem:kith;DB_CLOSE_DELAY=-1", "sa", "");
    }

    private void compare(Host host, War kith) throws IOException {
        Start without = start(host, War.page(), "/index.html", 200);
        Start with = start(host, kith, "/resources/v3alpha/users/nobody", 401);
        add(host, "without s", without.seconds);
        add(host, "with s", with.seconds);
        add(host, "adds s", with.seconds - without.seconds);
        add(host, "adds CPU s", with.cpu - without.cpu);
    }

    private static Start start(Host host, War war, String path, int status) throws IOException {
        long begin = System.nanoTime();
        try (RunningHost server = host.start(Folders.fresh(host.id() + "-cost"), Map.of("/app", war))) {
            URI page = URI.create(server.origin() + host.path("/app") + path);
            boolean answers = Patience.until(PATIENCE, () -> status(page) == status);
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(answers).as(page + " answers " + status).isTrue();
            Duration cpu = server.process().info().totalCpuDuration().orElseThrow();
            return new Start(seconds, cpu.toMillis() / 1e3);
        }
    }

    private static int status(URI page) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void add(Host host, String measure, double value) {
        figures.computeIfAbsent(host.name() + "\t" + measure, key -> new ArrayList<>())
                .add(value);
    }

    /** As the benchmark keeps its figures: a line is a subject, a measure and the values of all rounds. */
    private void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# taken: " + Instant.now().truncatedTo(ChronoUnit.MINUTES),
                "# processor: " + Runtime.getRuntime().availableProcessors() + " processors",
                "# system: " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "# java: " + Jdk.V17.version(),
                "# rounds: " + ROUNDS + " starts of each"));
        figures.forEach((key, values) -> lines.add(key + "\t"
                + values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .collect(joining(" "))));
        Files.write(FILE, lines);
    }
}
