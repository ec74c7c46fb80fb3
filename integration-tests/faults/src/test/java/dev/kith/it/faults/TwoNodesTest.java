package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.faults.Carrier.Handover;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {
    private static final int MESSAGES = 60;

    private final Database database = Engine.POSTGRESQL.freshDatabase();
    private Carrier carrier;
    private Node one;
    private Node two;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        carrier = new Carrier();
        one = start(folder, "one");
        token = one.ready().token();
        two = start(folder, "two");
        two.ready();
    }

    private Node start(Path folder, String name) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Carrier.install(own);
        return Node.delivering(
                name, own, database, carrier, "--kith.delivery.timeout=PT1M", "--kith.delivery.lease=PT70S");
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        carrier.close();
    }

    /** No call returns before both nodes have brought something. */
    @Test
    void both_deliver_what_one_has_taken_and_every_message_goes_out_once() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        carrier.answer(brought -> {
            if (seen.add(brought.node())) {
                both.countDown();
            }
            return Carrier.awaited(both) ? Carrier.ACCEPTED : "alone";
        });

        for (int user = 0; user < MESSAGES; user++) {
            assertThat(one.administrator(token)
                            .create("u" + user, Load.address(user))
                            .statusCode())
                    .isEqualTo(201);
        }
        Rows.awaitNoneWaiting(database);

        assertThat(carrier.handovers())
                .extracting(handover -> handover.brought().node())
                .contains("one", "two");
        assertThat(carrier.handovers())
                .extracting(Handover::brought)
                .allMatch(brought -> brought.attempt() == 1)
                .extracting(Carrier.Brought::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Rows.messages(database).stream().map(Rows.Message::id).toList());
        assertThat(Rows.messages(database)).allMatch(message -> message.status().equals("DELIVERED"));
    }

    @Test
    void wrong_codes_count_on_whichever_node_they_are_tried_and_after_a_crash() {
        String code = codeGivenBack();
        assertThat(one.administrator(token).verifyEmail("demo", "WRONG1").body())
                .contains("CODE-woT0xc");
        assertThat(two.administrator(token).verifyEmail("demo", "WRONG2").body())
                .contains("CODE-woT0xc");
        one.killAndLaunch();
        one.ready();
        assertThat(one.administrator(token).verifyEmail("demo", "WRONG3").body())
                .contains("CODE-woT0xc");
        two.killAndLaunch();
        two.ready();
        assertThat(two.administrator(token).verifyEmail("demo", "WRONG4").body())
                .contains("CODE-woT0xc");
        assertThat(one.administrator(token).verifyEmail("demo", "WRONG5").body())
                .contains("CODE-woT0xc");

        assertThat(one.administrator(token).verifyEmail("demo", code).body()).contains("KITH-CODE-ATTEMPTS");
        assertThat(two.administrator(token).verifyEmail("demo", code).body()).contains("KITH-CODE-ATTEMPTS");
    }

    private String codeGivenBack() {
        HttpResponse<String> answer = one.administrator(token).setEmailReturningCode("demo", "demo@example.com");
        Matcher code = Pattern.compile("\"verificationCode\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(code.find()).as(answer.body()).isTrue();
        return code.group(1);
    }
}
