package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.faults.TcpProxy.Way;
import dev.kith.it.processes.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database goes away for a while and comes back; nobody touches the program. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final int SOME = 20;
    private static final String HELD = "held@example.com";

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "STALLED"})
    void calls_and_messages_go_on_when_it_is_back_and_nothing_is_lost(Way way) throws Exception {
        Database database = Engine.POSTGRESQL.freshDatabase();
        Carrier.install(folder);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch away = new CountDownLatch(1);
        try (Carrier carrier = new Carrier();
                TcpProxy proxy = new TcpProxy(
                        URI.create(database.url().substring("jdbc:".length())).getPort());
                Node node = Node.delivering(
                        "one",
                        folder,
                        through(proxy, database),
                        carrier,
                        "--kith.delivery.timeout=PT40S",
                        "--kith.delivery.lease=PT45S")) {
            carrier.answer(brought -> brought.recipient().equals(HELD) ? after(held, away) : Carrier.ACCEPTED);
            String token = node.ready().token();
            try (Load load = Load.begin(List.of(node), token, carrier, 2)) {
                Eventually.get(() -> carrier.handovers().size(), size -> size >= SOME);
                assertThat(node.administrator(token).create("held", HELD).statusCode())
                        .isEqualTo(201);
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();

                proxy.become(way);
                away.countDown();
                assertThat(health(node, "live")).isEqualTo(200);
                if (way == Way.CUT) {
                    Eventually.get(() -> health(node, "ready"), status -> status == 503);
                }
                timer.schedule(() -> proxy.become(Way.OPEN), AWAY.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
                int before = load.confirmed().size();
                Eventually.get(() -> load.confirmed().size(), size -> size >= before + SOME);
                Eventually.get(() -> health(node, "ready"), status -> status == 200);
                load.end();
                Rows.awaitNoneWaiting(database);

                assertEverythingIsThere(database, carrier, load.confirmed());
            }
        }
    }

    private static Database through(TcpProxy proxy, Database database) {
        String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database.name();
        return new Database(database.engine(), database.name(), url, database.username(), database.password());
    }

    private static String after(CountDownLatch begun, CountDownLatch end) {
        try {
            begun.countDown();
            end.await();
            return Carrier.ACCEPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static int health(Node node, String which) {
        return node.runner().call("GET", "/health/" + which, "", Map.of()).statusCode();
    }

    private static void assertEverythingIsThere(Database database, Carrier carrier, Map<String, String> confirmed) {
        assertThat(Rows.messages(database))
                .allMatch(message -> message.status().equals("VOID")
                        || (message.status().equals("DELIVERED")
                                && carrier.ids().contains(message.id())));
        Map<String, String> addresses =
                Rows.contacts(database).stream().collect(Collectors.toMap(Rows.Contact::userId, Rows.Contact::address));
        confirmed.forEach((user, address) -> assertThat(Load.number(addresses.getOrDefault(user, "a0")))
                .isGreaterThanOrEqualTo(Load.number(address)));
        carrier.assertOncePerTryAndNeverAtTheSameTime();
        // It was delivered while the database was down; that is remembered until it is back.
        assertThat(carrier.of(HELD)).hasSize(1);
    }
}
