package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/**
 * Runs every case of a file over every protocol that it names, on every database and with every persistence provider. The
 * file is that of the system property {@code kith.conformance.cases}, otherwise the open one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
    private final ConformanceEnvironment environment = ConformanceEnvironment.raise();
    private final Map<String, Integer> notServed = new ConcurrentSkipListMap<>();
    private final Map<DatabaseParameter, Once<ServerUnderTest>> stages = new EnumMap<>(DatabaseParameter.class);

    ConformanceTest() {
        for (DatabaseParameter parameter : DatabaseParameter.values()) {
            stages.put(parameter, new Once<>(() -> stageOn(parameter)));
        }
    }

    @TestFactory
    Stream<DynamicContainer> cases() {
        CaseFile file = CaseFile.read(Parameters.CASES);
        return Stream.of(DatabaseParameter.values())
                .map(parameter -> DynamicContainer.dynamicContainer(
                        parameter.name(), file.entries().stream().flatMap(entry -> tests(parameter, entry))));
    }

    private Stream<DynamicTest> tests(DatabaseParameter parameter, CaseFile.Entry entry) {
        return protocols(parameter, entry)
                .map(protocol -> DynamicTest.dynamicTest(
                        entry.id() + " " + protocol + ": " + entry.title(), () -> run(parameter, entry, protocol)));
    }

    /** Connect shares all but its form with gRPC-Web, so that one database will do for it. */
    private static Stream<String> protocols(DatabaseParameter parameter, CaseFile.Entry entry) {
        boolean connect = parameter == DatabaseParameter.H2 && entry.protocols().contains("grpc-web");
        return Stream.concat(entry.protocols().stream(), connect ? Stream.of("connect") : Stream.empty());
    }

    /** What is not served is skipped with its reason, and counted. */
    private void run(DatabaseParameter parameter, CaseFile.Entry entry, String protocol) {
        try {
            assertThat(Scenario.run(stage(parameter), entry.read(), environment.transport(protocol)))
                    .isEmpty();
        } catch (NotServed unserved) {
            notServed.merge(String.valueOf(unserved.getMessage()), 1, Integer::sum);
            throw new TestAbortedException(unserved.getMessage() + " is not served yet", unserved);
        }
    }

    private ServerUnderTest stageOn(DatabaseParameter parameter) {
        Database database = parameter.engine().freshDatabase();
        return new ServerUnderTest(database, environment, new StandaloneServers(environment, parameter, database));
    }

    /** Opened when its first case comes. */
    private ServerUnderTest stage(DatabaseParameter parameter) {
        return Objects.requireNonNull(stages.get(parameter)).get();
    }

    @AfterAll
    void close() {
        notServed.forEach((operation, runs) ->
                System.out.println("conformance: not served yet: " + operation + ", " + runs + " runs"));
        stages.values().forEach(stage -> stage.ifMade().ifPresent(ServerUnderTest::close));
        environment.close();
    }
}
