package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.faults.Carrier.Brought;
import dev.kith.it.processes.Eventually;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A notifier that fails in one way or another until it is told to work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class BadNotifierTest {
    private final Database database = Engine.POSTGRESQL.freshDatabase();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch unhindered = new CountDownLatch(1);
    private Carrier carrier;
    private Node node;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        carrier = new Carrier();
        carrier.answer(this::answer);
        Carrier.install(folder);
        node = Node.delivering(
                "one",
                folder,
                database,
                carrier,
                "--kith.delivery.timeout=PT10S",
                "--kith.delivery.lease=PT15S",
                "--kith.delivery.threads=4");
        token = node.ready().token();
    }

    @AfterAll
    void stop() {
        node.close();
        carrier.close();
    }

    private String answer(Brought brought) {
        String answer = answers.getOrDefault(brought.recipient(), Carrier.ACCEPTED);
        return switch (answer) {
            case "slow" -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
                yield Carrier.ACCEPTED;
            }
            case "wait-for-another" -> {
                held.countDown();
                yield Carrier.awaited(unhindered) ? Carrier.ACCEPTED : "alone";
            }
            case "another" -> {
                unhindered.countDown();
                yield Carrier.ACCEPTED;
            }
            default -> answer;
        };
    }

    /** A new user whose address says how each try ends until something else is told. */
    private String send(String user, String answer) {
        String address = user + "@example.com";
        answers.put(address, answer);
        assertThat(node.administrator(token).create(user, address).statusCode()).isEqualTo(201);
        return address;
    }

    private Rows.Message eventually(String address, String status) {
        return Eventually.get(
                () -> Rows.message(database, address),
                message -> message.status().equals(status));
    }

    @ParameterizedTest
    @CsvSource({
        "throws, throw, java\\.lang\\.IllegalStateException at com\\.example\\.carrier\\.CarrierNotifier:[0-9]+",
        "breaks, break, java\\.lang\\.LinkageError at com\\.example\\.carrier\\.CarrierNotifier:[0-9]+",
        "says-nothing, nothing, no-outcome",
        "asks-for-time, busy, busy",
        "hangs, hang, timeout",
        "ignores-interruption, hang-and-ignore, timeout"
    })
    void a_message_comes_again_with_the_same_id_and_code(String user, String answer, String reason) {
        String address = send(user, answer);

        Rows.Message failed = Eventually.get(
                () -> Rows.message(database, address),
                message -> String.valueOf(message.reason()).matches("carrier:" + reason));
        assertThat(failed.status()).isEqualTo("WAITING");
        answers.put(address, Carrier.ACCEPTED);
        Rows.Message delivered = eventually(address, "DELIVERED");

        assertThat(delivered.sealed()).isFalse();
        assertThat(carrier.of(address))
                .extracting(Brought::attempt)
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates()
                .endsWith(delivered.attempts());
        assertThat(carrier.of(address)).extracting(Brought::id).containsOnly(delivered.id());
        Brought again = carrier.of(address).get(1);
        assertThat(carrier.of(address)).extracting(Brought::code).containsOnly(again.code());
        assertThat(node.administrator(token).verifyEmail(user, again.code()).statusCode())
                .isEqualTo(200);
        assertThat(node.runner().errors()).doesNotContain(again.code(), address);
    }

    @Test
    void a_slow_one_is_waited_for_and_not_called_again() {
        String address = send("slow", "slow");

        assertThat(eventually(address, "DELIVERED").attempts()).isEqualTo(1);
        assertThat(carrier.of(address)).hasSize(1);
    }

    @Test
    void what_is_refused_is_dead_at_once_and_its_code_is_gone() {
        String address = send("refused", "refused");

        Rows.Message dead = eventually(address, "DEAD");
        assertThat(dead.reason()).isEqualTo("refused: carrier:no-such-person");
        assertThat(dead.attempts()).isEqualTo(1);
        assertThat(dead.sealed()).isFalse();
        assertThat(carrier.of(address)).hasSize(1);
    }

    @Test
    void others_do_not_wait_for_one_that_hangs() {
        String hanging = send("hangs-first", "wait-for-another");
        assertThat(Carrier.awaited(held)).isTrue();

        String other = send("unhindered", "another");

        assertThat(eventually(other, "DELIVERED").attempts()).isEqualTo(1);
        assertThat(eventually(hanging, "DELIVERED").attempts())
                .as("the other one came while the first still hung")
                .isEqualTo(1);
    }
}
