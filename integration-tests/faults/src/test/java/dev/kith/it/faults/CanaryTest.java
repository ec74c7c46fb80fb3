package dev.kith.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.faults.Carrier.Brought;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A code and an address that are easy to recognize take every path there is: they are issued, delivered, fail, are given up
 * and replayed, redeemed wrongly and rightly, and the process is killed meanwhile. Afterwards the code is nowhere, and the
 * address only where it was put on purpose.
 */
class CanaryTest {
    private static final String CODE = "QZCANARY";
    private static final String GUESS = "QXGUESSED";
    private static final String ADDRESS = "QYWOMBAT";

    /** Contact and recipient, which is kept for as long as operators may want to replay. */
    private static final List<String> PLACES_OF_ADDRESSES = List.of(
            "kith_contact.address",
            "kith_contact.address_folded",
            "kith_contact.proof_address",
            "kith_message.recipient");

    /** Everything, but for what shows bytes of the wire and values of statements, because that is what it is for. */
    private static final String LOGGING = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            .level=ALL
            org.eclipse.jetty.level=INFO
            org.postgresql.level=INFO
            org.hibernate.level=INFO
            org.hibernate.SQL.level=ALL
            """;

    private final Database database = Engine.POSTGRESQL.freshDatabase();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void the_code_is_nowhere_and_the_address_only_where_it_was_put() throws Exception {
        HttpServer listener = listenToEvents();
        prepare();
        try (Carrier carrier = new Carrier()) {
            carrier.answer(this::answer);
            List<String> settings = settings(listener.getAddress().getPort());
            Node node = Node.with(folder, environment(carrier), database, settings.toArray(String[]::new));
            String token = node.ready().token();

            everythingThatHappensToMessages(node, token, carrier, settings);
            said.add(node.runner().output() + node.runner().errors());
            node.killAndLaunch();
            node.ready();
            everythingThatHappensToCodes(node, token, carrier);
            Rows.awaitNoneWaiting(database);
            Eventually.get(() -> events.size(), size -> size > 5);
            said.add(metrics(node));
            node.close();
            said.add(node.runner().output() + node.runner().errors());
            said.add(command(carrier, settings, "messages"));
            said.add(command(carrier, settings, "messages", "dead"));
            said.add(command(carrier, settings, "messages", "replay", "--all"));

            assertThat(carrier.handovers())
                    .anyMatch(handover -> handover.brought().code().startsWith(CODE));
            assertNowhere(carrier);
        } finally {
            listener.stop(0);
        }
    }

    /** Issued, delivered, thrown, asked for time in words that repeat it, refused in words that repeat it, replayed. */
    private void everythingThatHappensToMessages(Node node, String token, Carrier carrier, List<String> settings) {
        Map<String, String> ways = Map.of(
                "fine", Carrier.ACCEPTED,
                "throws", "throw",
                "breaks", "break",
                "hangs", "hang",
                "tells-later", "tell-later",
                "tells-never", "tell-never",
                "refuses", "refused");
        ways.forEach((user, way) -> failures.put(address(user), way));
        ways.keySet().forEach(user -> remember(node.administrator(token).create(user, address(user))));
        Eventually.get(
                () -> Rows.message(database, address("fine")),
                row -> row.status().equals("DELIVERED"));
        Eventually.get(
                () -> Rows.message(database, address("refuses")),
                row -> row.status().equals("DEAD"));
        Eventually.get(
                () -> Rows.message(database, address("tells-never")),
                row -> row.status().equals("DEAD"));
        // What the row says of a failure is gone with the next try; that there was one stays true.
        ways.keySet()
                .forEach(user -> Eventually.get(() -> carrier.of(address(user)).size(), size -> size >= 1));
        failures.clear();
        int before = carrier.of(address("refuses")).size();
        said.add(command(carrier, settings, "messages", "replay", "--all"));
        Eventually.get(() -> carrier.of(address("refuses")).size(), size -> size > before);
    }

    /** Guessed, redeemed, asked for in vain, replaced, undone; and calls that fail. */
    private void everythingThatHappensToCodes(Node node, String token, Carrier carrier) {
        Administrator administrator = node.administrator(token);
        Brought fine = carrier.of(address("fine")).get(0);
        remember(administrator.verifyEmail("fine", GUESS));
        remember(administrator.verifyEmail("fine", fine.code().toLowerCase(Locale.ROOT)));
        HttpResponse<String> redeemed = administrator.verifyEmail("fine", fine.code());
        assertThat(redeemed.statusCode()).isEqualTo(200);
        remember(redeemed);
        remember(administrator.verifyEmail("fine", fine.code()));
        remember(administrator.verifyEmail("nobody", fine.code()));
        remember(administrator.verifyEmail("refuses", fine.code() + "x".repeat(30)));
        remember(administrator.setEmail("fine", address("replacement")));
        remember(administrator.setEmail("fine", address("replacement") + " not an address"));
        remember(administrator.create("fine", address("twice")));
        HttpResponse<String> returned = administrator.setEmailReturningCode("breaks", address("returned"));
        assertThat(returned.body()).contains(CODE);
        remember(new Administrator(node.runner(), "kith_wrong").verifyEmail("fine", fine.code()));
        remember(node.runner()
                .call(
                        "POST",
                        "/ui/login/mail/verification",
                        "userID=refuses&code=" + GUESS + "&orgID=default",
                        Map.of("Content-Type", "application/x-www-form-urlencoded")));
    }

    /** As the address says for as long as there are failures: a try that a slow machine gives up is not the only one. */
    private String answer(Brought brought) {
        return failures.getOrDefault(brought.recipient(), Carrier.ACCEPTED);
    }

    private static String address(String user) {
        return ADDRESS + "-" + user + "@qywombat.example";
    }

    private void remember(HttpResponse<String> answer) {
        answers.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
    }

    private HttpServer listenToEvents() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            events.add(exchange.getRequestHeaders().entrySet() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void prepare() throws IOException {
        Carrier.install(folder);
        PluginJar.install(
                folder,
                "canary.jar",
                CodeGenerator.class,
                "com.example.canary.CanaryGenerator",
                Files.readString(Path.of("src/test/java/com/example/canary/CanaryGenerator.java")));
        Files.writeString(folder.resolve("logging.properties"), LOGGING);
    }

    private Map<String, String> environment(Carrier carrier) {
        Map<String, String> environment = new HashMap<>(carrier.environment("one"));
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.util.logging.config.file=" + folder.resolve("logging.properties"));
        return environment;
    }

    private static List<String> settings(int eventsPort) {
        String key = Base64.getEncoder().encodeToString("a key for the signatures of posts".getBytes(UTF_8));
        return List.of(
                "--kith.public-url=https://id.example.com",
                "--kith.events.webhook.url=http://127.0.0.1:" + eventsPort + "/",
                "--kith.webhook.keys=k1:" + key,
                "--kith.webhook.allowed-targets=127.0.0.1",
                "--kith.code.pause=PT0S",
                "--kith.code.hourly-limit=0",
                "--kith.contact.change.undo=always",
                "--kith.delivery.poll=PT0.2S",
                "--kith.delivery.timeout=PT1S",
                "--kith.delivery.lease=PT2S");
    }

    private static String metrics(Node node) {
        return node.runner().call("GET", "/metrics", "", Map.of()).body();
    }

    /** What a command says, on standard output and in its log. */
    private String command(Carrier carrier, List<String> settings, String... words) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(Node.at(database));
        arguments.addAll(List.of(words));
        Runner ended = Runner.startInVain(folder, environment(carrier), arguments.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        return ended.output() + ended.errors();
    }

    private void assertNowhere(Carrier carrier) throws SQLException {
        List<String> secrets = new ArrayList<>(forms(CODE));
        secrets.addAll(forms(GUESS));
        String told = (String.join("\n", said) + String.join("\n", answers) + String.join("\n", events))
                .toLowerCase(Locale.ROOT);
        assertThat(told).contains("outcome=dead", "outcome=later", "attempt=2", "kith_dead_total");
        for (String secret : secrets) {
            assertThat(told).doesNotContain(secret.toLowerCase(Locale.ROOT));
        }
        assertThat(told).doesNotContain(ADDRESS.toLowerCase(Locale.ROOT));
        Map<String, String> cells = cells();
        assertThat(cells.keySet())
                .contains("kith_message.payload", "kith_contact.proof_hash", "kith_migration.version");
        assertLinksNowhere(carrier, told, cells);
        cells.forEach((column, text) -> {
            for (String secret : secrets) {
                assertThat(text).as(column).doesNotContainIgnoringCase(secret);
            }
            if (!PLACES_OF_ADDRESSES.contains(column)) {
                assertThat(text).as(column).doesNotContainIgnoringCase(ADDRESS);
            }
        });
    }

    /** Links are as good as codes; the one that undoes a change has none in it. */
    private static void assertLinksNowhere(Carrier carrier, String told, Map<String, String> cells) {
        List<String> links = carrier.handovers().stream()
                .map(handover -> handover.brought().link())
                .filter(link -> !link.isEmpty())
                .toList();
        assertThat(links).anyMatch(link -> link.contains(CODE)).anyMatch(link -> link.contains("/undo?token="));
        for (String link : links) {
            assertThat(told).doesNotContain(link.toLowerCase(Locale.ROOT));
            assertThat(cells.values()).noneMatch(text -> text.contains(link));
        }
    }

    /** As it is, in hexadecimal digits, and in Base64 wherever it begins. */
    private static List<String> forms(String text) {
        List<String> forms = new ArrayList<>(List.of(text, HexFormat.of().formatHex(text.getBytes(UTF_8))));
        for (String before : List.of("", "-", "--")) {
            String encoded = Base64.getEncoder().withoutPadding().encodeToString((before + text).getBytes(UTF_8));
            forms.add(encoded.substring(before.isEmpty() ? 0 : 4, encoded.length() - 2));
        }
        return forms;
    }

    /** The content of every column of every table. */
    private Map<String, String> cells() throws SQLException {
        Map<String, String> cells = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                read(connection, table, cells);
            }
        }
        return cells;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static void read(Connection connection, String table, Map<String, String> cells) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    cells.merge(
                            table + "." + columns.getColumnName(column),
                            String.valueOf(rows.getString(column)),
                            (one, other) -> one + "\n" + other);
                }
            }
        }
    }
}
