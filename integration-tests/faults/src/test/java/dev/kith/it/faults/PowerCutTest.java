package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed at random instants under load and started again: whatever statement they were at, an address is there
 * with its code and its message, or not at all; what was confirmed is there; every code arrives, and never twice in one try.
 */
class PowerCutTest {
    /** Every so many kills, one that comes while the process is still starting. */
    private static final int STARTING = 4;

    private static final int CALLERS = 4;
    private static final int REDEEMED = 10;

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void nodes_that_share_a_database_lose_nothing_and_send_nothing_twice_in_one_try() throws Exception {
        int kills = Integer.getInteger("kith.faults.kills", 10);
        killed(Engine.POSTGRESQL.freshDatabase(), List.of("one", "two"), kills);
    }

    @Test
    void a_program_with_the_database_that_it_makes_itself_loses_nothing_and_sends_nothing_twice_in_one_try()
            throws Exception {
        Path data = folder.resolve("one").resolve("kith-data").resolve("kith");
        String url = "jdbc:h2:file:" + data + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
        killed(new Database(Engine.H2_FILE, "kith", url, "kith", ""), List.of("one"), 3);
    }

    private void killed(Database database, List<String> names, int kills) throws Exception {
        Random random = new Random(seed());
        List<Node> nodes = new ArrayList<>();
        try (Carrier carrier = new Carrier()) {
            carrier.answer(brought -> slowly(brought.id().hashCode()));
            for (String name : names) {
                nodes.add(start(name, database, carrier));
                nodes.get(nodes.size() - 1).ready();
            }
            String token = nodes.get(0).runner().token();
            try (Load load = Load.begin(nodes, token, carrier, CALLERS)) {
                for (int kill = 0; kill < kills; kill++) {
                    kill(nodes.get(random.nextInt(nodes.size())), kill % STARTING == STARTING - 1, random);
                }
                nodes.forEach(Node::ready);
                load.end();
                assertThat(load.unanswered()).as("calls that were cut").isPositive();
                assertThat(load.failed()).as("calls that failed").isZero();
                Rows.awaitNoneWaiting(database);
                assertEverythingOrNothing(database, load.confirmed());
            }
            assertEverythingArrived(database, carrier);
            assertCodesHold(nodes.get(0).administrator(token), database, carrier);
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private static long seed() {
        String given = System.getProperty("kith.faults.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("kith.faults.seed=" + seed);
        return seed;
    }

    /** What a carrier on a slow machine has not answered yet is not to be given up, or it comes twice at the same time. */
    private Node start(String name, Database database, Carrier carrier) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Carrier.install(own);
        return Node.delivering(
                name, own, database, carrier, "--kith.delivery.timeout=PT10S", "--kith.delivery.lease=PT12S");
    }

    /** Some longer than others, so that processes are killed while a message is on its way. */
    private static String slowly(int number) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.floorMod(number, 8) == 0 ? 60 : 2));
        return Carrier.ACCEPTED;
    }

    private void kill(Node node, boolean starting, Random random) throws Exception {
        if (!starting) {
            node.ready();
        }
        timer.schedule(node::killAndLaunch, random.nextInt(starting ? 3000 : 700), TimeUnit.MILLISECONDS)
                .get();
    }

    /** An address that is stored has its code, and the code its message to that address; one that was confirmed is stored. */
    private static void assertEverythingOrNothing(Database database, Map<String, String> confirmed) {
        Map<String, String> messages = new HashMap<>();
        Rows.messages(database).forEach(message -> messages.put(message.id(), message.recipient()));
        Map<String, String> addresses = new HashMap<>();
        for (Rows.Contact contact : Rows.contacts(database)) {
            addresses.put(contact.userId(), contact.address());
            assertThat(contact.proofAddress()).isEqualTo(contact.address());
            assertThat(messages).containsEntry(contact.proofId(), contact.address());
        }
        confirmed.forEach((user, address) -> assertThat(Load.number(addresses.getOrDefault(user, "a0")))
                .as("what was confirmed to %s is stored, or replaced by a later call", user)
                .isGreaterThanOrEqualTo(Load.number(address)));
    }

    /** Delivered, unless a later code took its place before; nothing is given up, and nothing is left of the codes. */
    private static void assertEverythingArrived(Database database, Carrier carrier) {
        Set<String> arrived = carrier.ids();
        Set<String> outstanding =
                Rows.contacts(database).stream().map(Rows.Contact::proofId).collect(Collectors.toSet());
        assertThat(arrived).containsAll(outstanding);
        for (Rows.Message message : Rows.messages(database)) {
            assertThat(message.status()).isIn("DELIVERED", "VOID");
            assertThat(message.sealed()).isFalse();
            if (message.status().equals("DELIVERED")) {
                assertThat(arrived).contains(message.id());
            } else {
                assertThat(outstanding).doesNotContain(message.id());
            }
        }
        carrier.assertOncePerTryAndNeverAtTheSameTime();
    }

    /** What arrived is what counts. */
    private static void assertCodesHold(Administrator administrator, Database database, Carrier carrier) {
        Map<String, String> codes = new HashMap<>();
        carrier.handovers()
                .forEach(handover ->
                        codes.put(handover.brought().id(), handover.brought().code()));
        Set<Integer> answers = new HashSet<>();
        List<Rows.Contact> some =
                Rows.contacts(database).stream().limit(REDEEMED).toList();
        for (Rows.Contact contact : some) {
            String code = codes.get(String.valueOf(contact.proofId()));
            answers.add(administrator
                    .verifyEmail(contact.userId(), String.valueOf(code))
                    .statusCode());
        }
        assertThat(answers).containsExactly(200);
    }
}
