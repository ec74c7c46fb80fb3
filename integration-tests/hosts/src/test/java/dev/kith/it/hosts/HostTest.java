package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.beans.CodesBean;
import com.example.beans.OwnKith;
import dev.kith.it.conformance.Conformance;
import dev.kith.it.conformance.FirstSteps;
import dev.kith.it.conformance.Kind;
import dev.kith.it.conformance.Protocol;
import dev.kith.it.conformance.Verdict;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Puts the drop-in jar into a host and measures what it does there. What was measured is compared with the row of the table,
 * or becomes that row.
 *
 * <p>One server serves all tests of a host that can take and drop applications while it runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostTest {
    private static final System.Logger LOG = System.getLogger(HostTest.class.getName());
    private static final int CASES_AT_A_TIME = 4;
    private static final Duration COLLECTED = Duration.ofMinutes(3);

    private final Host host;
    private final FirstSteps steps = new FirstSteps();
    private final Map<Feature, String> results = new EnumMap<>(Feature.class);
    private final Map<String, War> deployed = new HashMap<>();
    private @Nullable RunningHost running;
    private int runs;

    HostTest(Host host) {
        this.host = host;
    }

    /** What this host cannot do. */
    Map<Feature, Limit> limits() {
        return Map.of();
    }

    /** Cases whose requests never come to Kith in this host, by id, and what answers instead. All of them have to fail. */
    Map<String, String> answeredByTheHost() {
        return Map.of();
    }

    /** How many cases run at the same time. */
    int casesAtATime() {
        return CASES_AT_A_TIME;
    }

    /** An application with an integrator's jar, on the data source that the server has. */
    War application() {
        return War.bare().library(steps.plugin()).settings(steps.settings());
    }

    /** The database of the cases. */
    Engine engine() {
        return Engine.POSTGRESQL;
    }

    /** The features that the cases show in addition. */
    List<Feature> shownByCases() {
        return List.of(Feature.NAMED_DATA_SOURCE);
    }

    FirstSteps steps() {
        return steps;
    }

    /** The page of health that this host has as it comes, if it has one. */
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.empty();
    }

    /** What a Kith of the default instance is called there. */
    String nameOnHealthPage() {
        return "kith:default";
    }

    /** That application without the data source that it cannot do without here; nothing where it has none of its own. */
    Optional<War> withoutDataSource() {
        return Optional.empty();
    }

    @Test
    void a_bare_application_works_on_the_data_source_that_the_server_has() {
        Optional<War> without = withoutDataSource();
        List<Feature> shown = new ArrayList<>(List.of(Feature.DEPLOYS, Feature.NOTIFIER));
        if (without.isEmpty()) {
            shown.add(Feature.DEFAULT_DATA_SOURCE);
        }
        measure(shown, () -> {
            RunningHost server = serve(Map.of("/bare", application()));
            steps.walk(at(server, "/bare"));
            healthPage(server).ifPresent(page -> page.requireReady(nameOnHealthPage()));
            return "yes";
        });
        without.ifPresent(war -> measure(List.of(Feature.DEFAULT_DATA_SOURCE), () -> {
            serve(Map.of("/without", war));
            return "yes";
        }));
    }

    @Test
    void every_case_passes_over_every_protocol() {
        Database database = engine().freshDatabase();
        Map<Protocol, Verdict> verdicts = new TreeMap<>();
        try (Conformance conformance = new Conformance(database)) {
            measure(shownByCases(), () -> {
                for (Kind kind : conformance.kinds()) {
                    RunningHost server = serve(Map.of("", application(conformance, kind, database)));
                    for (Protocol protocol : Protocol.values()) {
                        Verdict verdict = conformance.run(protocol, kind, at(server, ""), casesAtATime());
                        verdicts.merge(protocol, verdict, Verdict::and);
                    }
                }
                return "yes";
            });
        }
        assertThat(verdicts).hasSize(Protocol.values().length);
        verdicts.forEach((protocol, verdict) -> measure(List.of(feature(protocol)), () -> {
            assertThat(unexpected(verdict)).as("cases over " + protocol).isEmpty();
            return verdict.passed() + "/" + verdict.count() + explanation(verdict);
        }));
        assertThat(verdicts.values().stream()
                        .flatMap(verdict -> verdict.failures().stream())
                        .map(HostTest::caseOf))
                .as("cases that the host answers itself")
                .containsAll(answeredByTheHost().keySet());
    }

    List<String> unexpected(Verdict verdict) {
        return verdict.failures().stream()
                .filter(failure -> !answeredByTheHost().containsKey(caseOf(failure)))
                .toList();
    }

    String explanation(Verdict verdict) {
        String words = verdict.failures().stream()
                .map(failure -> answeredByTheHost().getOrDefault(caseOf(failure), ""))
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "" : ": " + words;
    }

    private static String caseOf(String failure) {
        return failure.substring(0, failure.indexOf(' '));
    }

    private War application(Conformance conformance, Kind kind, Database database) {
        War war = War.bare()
                .library(conformance.plugin(kind))
                .settings(conformance.settings(kind))
                .setting("kith.public-url", "{origin}");
        return host.withDataSource(war, database);
    }

    static Feature feature(Protocol protocol) {
        return switch (protocol) {
            case JSON -> Feature.JSON;
            case GRPC_WEB -> Feature.GRPC_WEB;
            case GRPC -> Feature.GRPC;
        };
    }

    @Test
    void two_applications_live_side_by_side() {
        measure(List.of(Feature.SECOND), () -> {
            RunningHost server = serve(Map.of("/one", application(), "/two", application()));
            String first = steps.walk(at(server, "/one"));
            steps.walk(at(server, "/two"));
            if (host.deploysWhileRunning()) {
                undeploy(server, "/two");
            }
            steps.find(at(server, "/one"), first);
            steps.walk(at(server, "/one"));
            return "yes";
        });
    }

    @Test
    void an_application_goes_without_a_trace_and_comes_back() {
        measure(List.of(Feature.REDEPLOY), () -> {
            assertThat(host.deploysWhileRunning())
                    .as("applications come and go while the server runs")
                    .isTrue();
            stop(); // one that knows no other application yet
            War war = leaving();
            RunningHost server = serve(Map.of("/again", war, "/page", War.page()));
            steps.walk(at(server, "/again"));
            undeploy(server, "/again");
            requireNoTrace(
                    new Traces(host.jdk(), server.process()),
                    new Visitors(URI.create(server.origin() + "/page/index.html")));
            server = serve(Map.of("/again", war));
            steps.walk(at(server, "/again"));
            return "yes";
        });
    }

    /** The application that goes and comes back. */
    War leaving() {
        return application();
    }

    /** On a database outside of the server: an H2 inside remembers for good who was the first to use it. */
    War onDatabaseOutside() {
        return host.withDataSource(application(), Engine.POSTGRESQL.freshDatabase());
    }

    private static void requireNoTrace(Traces traces, Visitors visitors) {
        Patience.until(COLLECTED, () -> traces.threads().isEmpty());
        assertThat(traces.threads()).as("threads that are left").isEmpty();
        // What a server remembers of its last requests is of another application then.
        Patience.until(COLLECTED, () -> {
            visitors.come();
            return traces.classLoaders() == 0;
        });
        assertThat(traces.classLoaders())
                .as("class loaders with Kith that are left")
                .isZero();
    }

    @Test
    void a_jax_rs_application_of_the_hosts_own_and_kith_leave_each_other_alone() {
        measure(List.of(Feature.NEIGHBOUR), () -> {
            RunningHost server = serve(Map.of("/beside", Neighbour.movesInto(application())));
            URI origin = at(server, "/beside");
            Neighbour neighbour = new Neighbour(origin, administrator());
            neighbour.requireKithItself();
            steps.walk(origin);
            neighbour.requireNoSecondDoor();
            neighbour.requireItself();
            return "yes";
        });
    }

    private String administrator() {
        return steps.authorization("administrator", List.of("IAM_OWNER"));
    }

    @Test
    void the_application_gives_the_calls_another_path() {
        measure(List.of(Feature.BASE_PATH), () -> {
            War war = host.withBasePath(application(), "/id/v3alpha")
                    .setting("kith.public-url", "{origin}" + host.path("/moved"))
                    .setting("kith.cors.allowed-origins", MovedCalls.PAGE);
            RunningHost server = serve(Map.of("/moved", war));
            URI origin = at(server, "/moved");
            String id = steps.walkBelow(URI.create(origin + "/id/v3alpha"));
            new MovedCalls(origin, administrator()).require("/id/v3alpha", id, steps.link(id));
            return "yes";
        });
    }

    @Test
    void beans_of_the_application_come_before_defaults() {
        measure(List.of(Feature.OWN_BEANS), () -> {
            RunningHost server = serve(Map.of("/bean", withCodesBean(application())));
            assertThat(steps.code(steps.walk(at(server, "/bean"))))
                    .as("a code drawn by a bean")
                    .startsWith("BEAN-");
            server = serve(Map.of("/own", withOwnKith(application())));
            steps.walk(at(server, "/own"));
            assertThat(steps.code(steps.walk(at(server, "/own"))))
                    .as("a code of the application's own Kith, the only one")
                    .isEqualTo("OWN-1");
            return "yes";
        });
    }

    /** With a bean that draws codes: {@code BEAN-} and a number. */
    War withCodesBean(War war) {
        return war.beans(CodesBean.class);
    }

    /** With a bean that is a Kith, whose codes are {@code OWN-} and how many have been started. */
    War withOwnKith(War war) {
        return host.withOwnStorage(war).beans(OwnKith.class);
    }

    /** The server with these applications and no others. */
    RunningHost serve(Map<String, War> applications) {
        RunningHost present = running;
        if (present == null || !host.deploysWhileRunning()) {
            stop();
            return start(applications);
        }
        List.copyOf(deployed.keySet()).forEach(context -> undeploy(present, context));
        applications.forEach((context, war) -> {
            present.deploy(context, war);
            deployed.put(context, war);
        });
        return present;
    }

    private RunningHost start(Map<String, War> applications) {
        Path folder = Folders.fresh(fileName() + "-" + ++runs);
        RunningHost server = host.start(folder, applications);
        running = server;
        deployed.putAll(applications);
        return server;
    }

    private void undeploy(RunningHost server, String context) {
        server.undeploy(context);
        deployed.remove(context);
    }

    URI at(RunningHost server, String context) {
        return URI.create(server.origin() + host.path(context));
    }

    /** Records the result; a failure fails the test, unless a known limit of the host explains it. */
    void measure(List<Feature> features, Supplier<String> test) {
        String result;
        try {
            result = test.get();
        } catch (RuntimeException | AssertionError e) {
            features.forEach(feature ->
                    results.put(feature, "no: " + explained(feature, e).says()));
            LOG.log(Level.INFO, "a known limit of " + host.name(), e);
            return;
        }
        for (Feature feature : features) {
            Limit limit = limits().get(feature);
            assertThat(limit == null || !limit.always())
                    .as("the limit shows that is known of " + feature)
                    .isTrue();
            results.put(feature, limit == null ? result : "no: " + limit.says());
        }
    }

    private Limit explained(Feature feature, Throwable failure) {
        Limit limit = limits().get(feature);
        if (limit == null || !limit.explains(failure)) {
            throw new AssertionError(host.name() + ", " + feature.title() + ": " + failure.getMessage(), failure);
        }
        return limit;
    }

    @AfterAll
    void judge() {
        stop();
        steps.close();
        Row row = new Row(host.name(), host.version(), String.valueOf(host.jdk().version()), results);
        row.write(Parameters.FOLDER.resolve("target/measured").resolve(fileName() + ".properties"));
        Path kept = HostTable.MEASURED.resolve(fileName() + ".properties");
        if (Parameters.RECORD) {
            row.write(kept);
            HostTable.write();
        }
        assertThat(kept)
                .as("the row of this host; write it with -Dhosts.record=true")
                .exists();
        assertThat(row.text())
                .as("the row of this host; write it anew with -Dhosts.record=true")
                .isEqualTo(Row.read(kept).text());
    }

    private String fileName() {
        return host.id() + "-jdk" + host.jdk().version();
    }

    private void stop() {
        RunningHost present = running;
        running = null;
        deployed.clear();
        if (present != null) {
            present.close();
        }
    }
}
