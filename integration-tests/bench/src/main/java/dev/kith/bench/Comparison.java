package dev.kith.bench;

import dev.kith.bench.Load.Target;
import dev.kith.bench.Servers.Program;
import dev.kith.bench.bare.KithStatements;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The cases side by side: each is warmed up, then all take turns. */
final class Comparison implements AutoCloseable {
    static final String LEAST = "SQL alone, least schema";
    static final String SAME = "SQL alone, the program's statements";
    static final String BARE_EMAIL = "bare program, e-mail";
    static final String BARE_PATCH = "bare program, patch";
    static final String EMAIL = "Kith, e-mail";
    static final String CODE = "Kith, e-mail, code returned";
    static final String PATCH = "Kith, patch";
    static final String READ = "Kith, read";
    static final String GRPC = "Kith, e-mail over gRPC";
    static final String EMAIL_17 = "Kith, e-mail, JDK 17";
    static final String PATCH_17 = "Kith, patch, JDK 17";
    static final String KEYCLOAK = "Keycloak, user";
    static final String OPEN = ", open loop";
    static final String WAITING = "waiting at the end";
    static final String ASKED = "asked/s";

    private static final int OPEN_CONNECTIONS = 64;
    private static final double SHARE = 0.5;

    private final Options options;
    private final Servers servers;
    private final Figures figures;
    private final List<Case> cases = new ArrayList<>();
    private final List<Runnable> opened = new ArrayList<>();

    /**
     * A case.
     *
     * @param name its name
     * @param target what is called
     * @param server the process that is called, 0 for none
     * @param database the database behind it
     * @param leaves what it leaves behind
     * @param open whether it is also measured in an open loop
     */
    private record Case(String name, Target target, long server, Database database, Leaves leaves, boolean open) {}

    /** What a case leaves behind in the outbox. */
    private enum Leaves {
        NOTHING,
        MESSAGES,
        MESSAGES_ON_THEIR_WAY
    }

    Comparison(Options options, Servers servers, Figures figures) {
        this.options = options;
        this.servers = servers;
        this.figures = figures;
    }

    void addAllOnPostgres(Path work) throws Exception {
        Jdk jdk = Jdk.of(25);
        Database least = Engine.POSTGRESQL.freshDurableDatabase();
        Sql.script(least, "least-schema.sql", Map.of("first", 1, "last", options.users()));
        cases.add(new Case(LEAST, leastTarget(least), 0, least, Leaves.NOTHING, false));
        addBareAndKith(jdk, Engine.POSTGRESQL);
        Database older = Engine.POSTGRESQL.freshDurableDatabase();
        Program onOlder = open(servers.kith(Jdk.of(17), older));
        fill(older);
        add(EMAIL_17, Calls.email(onOlder, options.users()), onOlder, older, Leaves.MESSAGES_ON_THEIR_WAY, false);
        add(PATCH_17, Calls.patch(onOlder, options.users()), onOlder, older, Leaves.NOTHING, false);
        Database database = Engine.POSTGRESQL.freshDurableDatabase();
        Keycloak keycloak = Keycloak.start(options, work, jdk, database);
        opened.add(keycloak::close);
        add(KEYCLOAK, keycloak.changes(), keycloak.program(), database, Leaves.NOTHING, true);
    }

    /** Those whose turns tell whether an engine is as good as another. */
    void addBareAndKith(Jdk jdk, Engine engine) throws Exception {
        int users = options.users();
        Database mine = engine.freshDurableDatabase();
        servers.prepare(jdk, mine);
        fill(mine);
        if (engine == Engine.POSTGRESQL) {
            cases.add(new Case(SAME, sameTarget(mine), 0, mine, Leaves.MESSAGES, false));
        }
        Program bare = open(servers.bare(jdk, mine));
        add(BARE_EMAIL, Calls.email(bare, users), bare, mine, Leaves.MESSAGES, true);
        add(BARE_PATCH, Calls.patch(bare, users), bare, mine, Leaves.NOTHING, true);
        Database database = engine.freshDurableDatabase();
        Program kith = open(servers.kith(jdk, database));
        fill(database);
        add(EMAIL, Calls.email(kith, users), kith, database, Leaves.MESSAGES_ON_THEIR_WAY, true);
        add(PATCH, Calls.patch(kith, users), kith, database, Leaves.NOTHING, true);
        if (engine == Engine.POSTGRESQL) {
            add(CODE, Calls.emailWithCode(kith, users), kith, database, Leaves.NOTHING, false);
            add(READ, Calls.read(kith, users), kith, database, Leaves.NOTHING, false);
            add(GRPC, Calls.grpcEmail(kith, users), kith, database, Leaves.MESSAGES_ON_THEIR_WAY, false);
        }
    }

    private void fill(Database database) throws Exception {
        Sql.script(database, "users.sql", Map.of("first", 1, "last", options.users()));
    }

    private void add(String name, Target target, Program server, Database database, Leaves leaves, boolean open) {
        cases.add(new Case(name, target, server.process().id(), database, leaves, open));
    }

    private Program open(Program server) {
        opened.add(server::close);
        return server;
    }

    void run() throws Exception {
        Figures unused = new Figures();
        for (Case one : cases) {
            Bench.say("warm-up: " + one.name);
            closed(one, unused, options.warmUp());
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Case one : cases) {
                closed(one, figures, options.round());
                Bench.say("round " + round + ": " + one.name + ", " + Bench.latest(figures, one.name, Meter.RATE));
            }
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Case one : cases) {
                if (one.open) {
                    open(one);
                    Bench.say("round " + round + ": " + one.name + OPEN + ", "
                            + Bench.latest(figures, one.name + OPEN, Meter.P99));
                }
            }
        }
    }

    private void closed(Case one, Figures into, Duration length) throws Exception {
        meter(one).run(into, one.name, () -> Load.closed(one.target, options.connections(), length));
        leave(one, into);
    }

    /** At half of what the closed loop has reached. */
    private void open(Case one) throws Exception {
        double rate = SHARE * figures.median(one.name, Meter.RATE).orElseThrow();
        figures.add(one.name + OPEN, ASKED, rate);
        meter(one).run(figures, one.name + OPEN, () -> Load.open(one.target, OPEN_CONNECTIONS, rate, options.round()));
        leave(one, new Figures());
    }

    private static Meter meter(Case one) throws Exception {
        return new Meter(one.server, Sql.process(one.database));
    }

    private static void leave(Case one, Figures into) throws Exception {
        if (one.leaves == Leaves.MESSAGES_ON_THEIR_WAY) {
            into.add(one.name, WAITING, Delivery.waiting(one.database));
            Delivery.awaitDrained(one.database);
        }
        if (one.leaves != Leaves.NOTHING) {
            Sql.script(one.database, "closed.sql", Map.of());
        }
    }

    private Target leastTarget(Database database) {
        return number -> {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            PreparedStatement read =
                    connection.prepareStatement("select data, email, verified, version from account where id = ?");
            PreparedStatement change = connection.prepareStatement(
                    "update account set email = ?, verified = false, code_hash = ?, changed = ?, version = version + 1 where id = ?");
            PreparedStatement message = connection.prepareStatement(
                    "insert into outbox (id, account_id, payload, due) values (?, ?, ?, ?)");
            Random random = new Random(number);
            return new SqlCaller(connection) {
                @Override
                public boolean call() throws Exception {
                    String user = "a" + (1 + random.nextInt(options.users()));
                    String id = UUID.randomUUID().toString();
                    read.setString(1, user);
                    read.executeQuery().close();
                    change.setString(1, id + "@example.com");
                    change.setString(2, id);
                    change.setLong(3, 1);
                    change.setString(4, user);
                    message.setString(1, id);
                    message.setString(2, user);
                    message.setString(3, "{\"template\":\"code\"}");
                    message.setLong(4, 1);
                    boolean done = change.executeUpdate() == 1 && message.executeUpdate() == 1;
                    connection.commit();
                    return done;
                }
            };
        };
    }

    private Target sameTarget(Database database) {
        String payload = "p".repeat(180);
        return number -> {
            Connection connection = database.connect();
            Random random = new Random(number);
            return new SqlCaller(connection) {
                @Override
                public boolean call() throws Exception {
                    String id = UUID.randomUUID().toString();
                    String user = "a" + (1 + random.nextInt(options.users()));
                    long now = System.currentTimeMillis() * 1000;
                    KithStatements.setEmail(
                            connection,
                            user,
                            id + "@example.com",
                            (of, address) -> new KithStatements.Code(id, id, payload, id, now));
                    return true;
                }
            };
        };
    }

    /** Uses one connection to the database. */
    private abstract static class SqlCaller implements Load.Caller {
        private final Connection connection;

        SqlCaller(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }
}
