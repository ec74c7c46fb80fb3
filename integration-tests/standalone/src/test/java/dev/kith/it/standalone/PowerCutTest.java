package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process is killed at random instants while it sets addresses: whatever statement it was at, an address is there with
 * its code and its message, or not at all; what it had confirmed is there; and after a restart every code arrives.
 */
class PowerCutTest {
    private static final int USERS = 8;

    /** Fixed, so that a failure can be repeated as far as the operating system allows. */
    private static final long SEED = 20_260_101;

    @TempDir
    Path folder;

    private final Map<String, String> confirmed = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 10", "H2_FILE, 4"})
    void everything_or_nothing_is_stored_and_every_stored_code_arrives(Engine engine, int cuts) throws Exception {
        Database database = engine == Engine.H2_FILE ? embedded() : engine.freshDatabase();
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Random random = new Random(SEED);
        try {
            String token = createUsers(database, mail);
            int interrupted = 0;
            for (int cut = 0; cut < cuts; cut++) {
                Runner runner = start(database, mail);
                interrupted += setAddressesUntilCut(runner, token, Duration.ofMillis(200 + random.nextInt(600)));
                assertEverythingOrNothing(database);
            }
            assertThat(interrupted).as("calls that were cut").isPositive();
            try (Runner runner = start(database, mail)) {
                assertThat(runner.url()).isNotNull();
                Set<String> current = new HashSet<>(contacts(database).values());
                Eventually.get(() -> recipients(mail), received -> received.containsAll(current));
            }
        } finally {
            mail.stop();
        }
    }

    /** The database that the runner makes where none is configured, as others see it. */
    private Database embedded() {
        String url = "jdbc:h2:file:" + folder.resolve("kith-data").resolve("kith") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
        return new Database(Engine.H2_FILE, "kith", url, "kith", "");
    }

    private String createUsers(Database database, GreenMail mail) {
        try (Runner runner = start(database, mail)) {
            String token = runner.token();
            for (int user = 0; user < USERS; user++) {
                String body = "{\"schemaId\":\"demo\",\"userId\":\"u" + user + "\",\"data\":{\"displayName\":\"U\"}}";
                HttpResponse<String> created =
                        runner.call(token, "POST", "/resources/v3alpha/users?organization.orgId=default", body);
                assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            }
            return token;
        }
    }

    private Runner start(Database database, GreenMail mail) {
        List<String> settings = new ArrayList<>(
                database.engine() == Engine.H2_FILE
                        ? List.of("--kith.data=" + folder.resolve("kith-data"))
                        : List.of(
                                "--kith.database.url=" + database.url(),
                                "--kith.database.username=" + database.username(),
                                "--kith.database.password=" + database.password()));
        settings.addAll(List.of(
                "--kith.mail.host=127.0.0.1",
                "--kith.mail.port=" + mail.getSmtp().getPort(),
                "--kith.mail.from=no-reply@example.com",
                "--kith.public-url=https://id.example.com",
                "--kith.code.pause=PT0S",
                "--kith.code.hourly-limit=0",
                "--kith.delivery.poll=PT0.2S",
                "--kith.delivery.timeout=PT2S",
                "--kith.delivery.lease=PT3S"));
        return Runner.start(folder, settings.toArray(String[]::new));
    }

    /** How many calls were without an answer when the cut came. */
    private int setAddressesUntilCut(Runner runner, String token, Duration until) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            String id = "u" + user;
            calls.add(threads.submit(() -> setAddressesUntilCut(runner, token, id)));
        }
        LockSupport.parkNanos(until.toNanos());
        runner.kill();
        int interrupted = 0;
        for (Future<Boolean> call : calls) {
            interrupted += call.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();
        return interrupted;
    }

    private boolean setAddressesUntilCut(Runner runner, String token, String id) {
        try {
            while (true) {
                setAddress(runner, token, id);
            }
        } catch (UncheckedIOException cut) {
            return true;
        }
    }

    private void setAddress(Runner runner, String token, String id) {
        String address = "a" + counter.incrementAndGet() + "@example.com";
        int status = runner.call(
                        token, "PUT", "/resources/v3alpha/users/" + id + "/email", "{\"address\":\"" + address + "\"}")
                .statusCode();
        if (status == 200) {
            confirmed.put(id, address);
        }
    }

    /** An address that is stored has its code, and the code its message to that address; one that was confirmed is stored. */
    private void assertEverythingOrNothing(Database database) throws SQLException {
        Map<String, String> messages = new HashMap<>();
        Map<String, String> contacts = new HashMap<>();
        query(
                database,
                "select id, recipient from kith_message",
                row -> messages.put(row.getString(1), row.getString(2)));
        query(database, "select user_id, address, proof_id, proof_address from kith_contact", row -> {
            String address = row.getString(2);
            contacts.put(row.getString(1), address);
            assertThat(row.getString(4)).isEqualTo(address);
            assertThat(messages).containsEntry(row.getString(3), address);
        });
        query(
                database,
                "select count(*) from kith_message m where m.status = 'WAITING' and not exists (select 1 from kith_user u"
                        + " where u.id = m.user_id)",
                row -> assertThat(row.getInt(1)).isZero());
        confirmed.forEach((user, address) -> assertThat(number(contacts.getOrDefault(user, "")))
                .as("what was confirmed to %s is stored, or replaced by a later call", user)
                .isGreaterThanOrEqualTo(number(address)));
    }

    private static int number(String address) {
        return Integer.parseInt(address.replaceAll("\\D", ""));
    }

    private static Map<String, String> contacts(Database database) throws SQLException {
        Map<String, String> contacts = new HashMap<>();
        query(
                database,
                "select user_id, address from kith_contact",
                row -> contacts.put(row.getString(1), row.getString(2)));
        return contacts;
    }

    private static Set<String> recipients(GreenMail mail) {
        Set<String> recipients = new HashSet<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                for (Address address : message.getAllRecipients()) {
                    recipients.add(address.toString());
                }
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return recipients;
    }

    private static void query(Database database, String sql, Row row) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                row.take(result);
            }
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
