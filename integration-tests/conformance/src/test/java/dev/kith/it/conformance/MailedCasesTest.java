package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.it.engines.Database;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the cases in which mails are sent with a server that really sends them: they are judged by what a mail server
 * has received, as a mail program reads it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class MailedCasesTest {
    private final ConformanceEnvironment environment = ConformanceEnvironment.raise();
    private final PostOffice office = new PostOffice();
    private final Once<ServerUnderTest> stage = new Once<>(this::underTest);

    private ServerUnderTest underTest() {
        Database database = DatabaseParameter.H2.engine().freshDatabase();
        ServerUnderTest made = new ServerUnderTest(
                database,
                environment,
                new StandaloneServers(environment, DatabaseParameter.H2, database, office.settings()));
        office.deliverTo(environment.inbox(), made.store()::userOf);
        return made;
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return CaseFile.read(Parameters.CASES).entries().stream()
                .filter(entry -> entry.protocols().contains(environment.json().name()) && sendsMail(entry.json()))
                .map(entry -> DynamicTest.dynamicTest(entry.id() + ": " + entry.title(), () -> {
                    assertThat(Scenario.run(stage.get(), entry.read(), environment.json()))
                            .isEmpty();
                    assertThat(office.faults()).isEmpty();
                }));
    }

    private static boolean sendsMail(Json entry) {
        return Pointer.of("/expect/effects/notifications").in(entry) instanceof Json.Arr notices
                && notices.items().stream()
                        .anyMatch(notice -> new Json.Text("email")
                                .equals(Pointer.of("/channel").in(notice)));
    }

    @AfterAll
    void close() {
        stage.ifMade().ifPresent(ServerUnderTest::close);
        office.close();
        environment.close();
    }
}
