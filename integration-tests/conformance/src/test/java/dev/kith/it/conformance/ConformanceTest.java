package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Engine;
import java.util.EnumMap;
import java.util.List;
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
 * Runs every case of a file over every protocol that it names, on every database. The file is that of the system property
 * {@code kith.conformance.cases}, else the open one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
    private static final List<Engine> ENGINES = List.of(Engine.H2_FILE, Engine.POSTGRESQL, Engine.MARIADB);

    private final Backdrop backdrop = Backdrop.raise();
    private final Map<Engine, Once<Stage>> stages = new EnumMap<>(Engine.class);

    ConformanceTest() {
        ENGINES.forEach(engine -> stages.put(engine, new Once<>(() -> new Stage(engine, backdrop))));
    }

    @TestFactory
    Stream<DynamicContainer> cases() {
        CaseFile file = CaseFile.read(Parameters.CASES);
        return ENGINES.stream()
                .map(engine -> DynamicContainer.dynamicContainer(
                        engine.name(), file.entries().stream().flatMap(entry -> tests(engine, entry))));
    }

    private Stream<DynamicTest> tests(Engine engine, CaseFile.Entry entry) {
        return entry.protocols().stream()
                .map(protocol -> DynamicTest.dynamicTest(
                        entry.id() + " " + protocol + ": " + entry.title(),
                        () -> assertThat(Scenario.run(stage(engine), entry.read(), backdrop.transport(protocol)))
                                .isEmpty()));
    }

    /** Opened when its first case comes. */
    private Stage stage(Engine engine) {
        return Objects.requireNonNull(stages.get(engine)).get();
    }

    @AfterAll
    void close() {
        stages.values().forEach(stage -> stage.ifMade().ifPresent(Stage::close));
        backdrop.close();
    }
}
