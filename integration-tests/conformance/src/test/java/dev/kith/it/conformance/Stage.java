package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kith.boot.Kith;
import dev.kith.it.engines.Database;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A database with the servers that work on it, and a Kith of our own on the same database with the same keys, for making
 * states. Servers start when a case needs them. Safe for several threads.
 */
final class Stage implements AutoCloseable {
    static final String INSTANCE = "conformance";
    private static final String KEYS =
            "conformance:" + Base64.getEncoder().encodeToString("a key that only the tests know.....".getBytes(UTF_8));

    private final Backdrop backdrop;
    private final Lane lane;
    private final Map<String, String> more;
    private final Database database;
    private final HikariDataSource connections;
    private final Kith kith;
    private final Store store;
    private final SetUp setUp;
    private final Map<Kind, Once<RunningServer>> servers = new ConcurrentHashMap<>();

    /** How a server is configured. */
    private record Kind(boolean feature, boolean externalSms) {}

    Stage(Lane lane, Backdrop backdrop) {
        this(lane, backdrop, Map.of());
    }

    /** Servers with more settings, which come before those that all have. */
    Stage(Lane lane, Backdrop backdrop, Map<String, String> more) {
        this.backdrop = backdrop;
        this.lane = lane;
        this.more = Map.copyOf(more);
        this.database = lane.engine().freshDatabase();
        this.connections = connections(database);
        QueuedCodes codes = new QueuedCodes();
        this.kith = Kith.builder()
                .settings(common())
                .dataSource(connections)
                .codeGenerator(codes)
                .deliver(false)
                .start();
        this.store = new Store(connections, INSTANCE);
        this.setUp = new SetUp(kith, store, codes, backdrop.inbox());
    }

    private static HikariDataSource connections(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }

    private static Map<String, String> common() {
        Map<String, String> settings = new HashMap<>();
        settings.put("kith.instance.id", INSTANCE);
        settings.put("kith.keys", KEYS);
        settings.put("kith.code.pause", "PT0S");
        settings.put("kith.code.hourly-limit", "0");
        // The cases name every message of a call, and the contract knows no notice to a previous address.
        settings.put("kith.contact.change.notice", "none");
        return settings;
    }

    World setUp(Given given) {
        return setUp.make(given);
    }

    Store store() {
        return store;
    }

    JsonTransport json() {
        return backdrop.json();
    }

    Inbox inbox() {
        return backdrop.inbox();
    }

    Tokens tokens() {
        return backdrop.tokens();
    }

    /** Where a server for this state is. */
    URI server(boolean feature, boolean externalSms) {
        return servers.computeIfAbsent(new Kind(feature, externalSms), kind -> new Once<>(() -> start(kind)))
                .get()
                .origin();
    }

    private RunningServer start(Kind kind) {
        Map<String, String> settings = common();
        settings.put("kith.http.port", "0");
        settings.put("kith.data", backdrop.folder().resolve("data").toString());
        settings.put("kith.plugins", backdrop.plugins().toString());
        settings.put("kith.database.url", database.url());
        settings.put("kith.database.username", database.username());
        settings.put("kith.database.password", database.password());
        settings.put("kith.user-schema.enabled", String.valueOf(kind.feature()));
        settings.put("kith.notifier", "reporting");
        settings.put("kith.verification-service", "outside");
        settings.put("kith.jwt.jwks", backdrop.keySet().toString());
        settings.put("kith.jwt.issuer", Tokens.ISSUER);
        settings.put("kith.jwt.audience", Tokens.AUDIENCE);
        settings.put("kith.demo", "false");
        settings.putAll(more);
        return RunningServer.start(
                lane.program(),
                settings,
                Map.of(
                        "conformance.port", String.valueOf(backdrop.inbox().port()),
                        "conformance.outside", String.valueOf(kind.externalSms())));
    }

    @Override
    public void close() {
        Deque<AutoCloseable> all = new ArrayDeque<>();
        servers.values().forEach(server -> server.ifMade().ifPresent(all::add));
        all.add(kith);
        all.add(connections);
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                System.getLogger(Stage.class.getName()).log(System.Logger.Level.WARNING, "not closed", e);
            }
        }
    }
}
