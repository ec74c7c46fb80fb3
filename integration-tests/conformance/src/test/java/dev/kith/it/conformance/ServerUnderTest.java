package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kith.Kith;
import dev.kith.it.engines.Database;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A database with the servers that work on it, and a Kith of our own on the same database with the same keys, for making
 * states. Safe for several threads.
 */
final class ServerUnderTest implements AutoCloseable {
    static final String INSTANCE = "conformance";
    private static final String KEYS =
            "conformance:" + Base64.getEncoder().encodeToString("a key that only the tests know.....".getBytes(UTF_8));
    private static final int DRY_RUNS_AT_A_TIME = 2;

    private final ConformanceEnvironment environment;
    private final HikariDataSource connections;
    private final Kith kith;
    private final Store store;
    private final SetUp setUp;
    private final Servers servers;
    private final Semaphore dryRuns = new Semaphore(DRY_RUNS_AT_A_TIME);

    ServerUnderTest(Database database, ConformanceEnvironment environment, Servers servers) {
        this.environment = environment;
        this.servers = servers;
        this.connections = connections(database);
        QueuedCodes codes = new QueuedCodes();
        this.kith = Kith.builder()
                .settings(common())
                .dataSource(connections)
                .codeGenerator(codes)
                .deliver(false)
                .start();
        this.store = new Store(connections, INSTANCE);
        this.setUp = new SetUp(kith, store, codes, environment.inbox());
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
        // The cases are read as the contract's reference reads them.
        settings.put("kith.phone.region", "CH");
        // The cases name every message of a call, and the contract has no notice to a previous address.
        settings.put("kith.contact.change.notice", "none");
        return settings;
    }

    /** The settings that a server of this kind needs to work here, whatever it is and wherever its database is defined. */
    static Map<String, String> settings(Kind kind) {
        Map<String, String> settings = common();
        settings.put("kith.user-schema.enabled", String.valueOf(kind.feature()));
        settings.put("kith.notifier", "reporting");
        settings.put("kith.verification-service", "outside");
        return settings;
    }

    World setUp(Given given) {
        return setUp.make(given);
    }

    Store store() {
        return store;
    }

    JsonTransport json() {
        return environment.json();
    }

    Inbox inbox() {
        return environment.inbox();
    }

    Tokens tokens() {
        return environment.tokens();
    }

    /**
     * Makes a call. A dry run waits until fewer than two are under way: a node refuses the third about schemas
     * (contract, ruling R44), and no case is about that.
     */
    Answer call(Transport transport, Transport.Call call) {
        if (!call.isDryRun()) {
            return transport.call(call);
        }
        dryRuns.acquireUninterruptibly();
        try {
            return transport.call(call);
        } finally {
            dryRuns.release();
        }
    }

    /** Where a server for this state is. */
    URI server(boolean feature, boolean externalSms) {
        return servers.at(new Kind(feature, externalSms));
    }

    @Override
    public void close() {
        for (AutoCloseable each : List.of(servers, kith, connections)) {
            try {
                each.close();
            } catch (Exception e) {
                System.getLogger(ServerUnderTest.class.getName()).log(System.Logger.Level.WARNING, "not closed", e);
            }
        }
    }
}
