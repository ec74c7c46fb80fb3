package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs every case of a file over every protocol that it names, on every database and with every persistence provider. The file is that of the system property
 * {@code kith.conformance.cases}, else the open one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
    private final Backdrop backdrop = Backdrop.raise();
    private final Map<Lane, Once<Stage>> stages = new EnumMap<>(Lane.class);

    ConformanceTest() {
        for (Lane lane : Lane.values()) {
            stages.put(lane, new Once<>(() -> stageOn(lane)));
        }
    }

    @TestFactory
    Stream<DynamicContainer> cases() {
        CaseFile file = CaseFile.read(Parameters.CASES);
        return Stream.of(Lane.values())
                .map(lane -> DynamicContainer.dynamicContainer(
                        lane.name(), file.entries().stream().flatMap(entry -> tests(lane, entry))));
    }

    private Stream<DynamicTest> tests(Lane lane, CaseFile.Entry entry) {
        return entry.protocols().stream()
                .map(protocol -> DynamicTest.dynamicTest(
                        entry.id() + " " + protocol + ": " + entry.title(),
                        () -> assertThat(Scenario.run(stage(lane), entry.read(), backdrop.transport(protocol)))
                                .isEmpty()));
    }

    private Stage stageOn(Lane lane) {
        Database database = lane.engine().freshDatabase();
        return new Stage(database, backdrop, new StandaloneServers(backdrop, lane, database));
    }

    /** Opened when its first case comes. */
    private Stage stage(Lane lane) {
        return Objects.requireNonNull(stages.get(lane)).get();
    }

    @AfterAll
    void close() {
        stages.values().forEach(stage -> stage.ifMade().ifPresent(Stage::close));
        backdrop.close();
    }
}
