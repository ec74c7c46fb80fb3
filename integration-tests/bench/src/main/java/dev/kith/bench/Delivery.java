package dev.kith.bench;

import dev.kith.bench.Servers.Program;
import dev.kith.core.SealedEvents;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivery: a backlog that is drained while nothing else happens, and e-mail addresses that are set while their messages are
 * delivered; then both again beside many rows of another kind: events that are due for a listener that takes a second for
 * each, and dead messages.
 */
final class Delivery {
    static final String DRAIN = "backlog alone";
    static final String LOAD = "e-mail under full load";
    static final String BESIDE = ", beside other rows";
    static final String METRICS = "/metrics";
    static final String MILLISECONDS = "ms";
    static final String MESSAGES = "messages/s";
    static final String HALFWAY = "waiting halfway";
    static final String END = "waiting at the end";
    static final String REST = "drained after s";
    static final String ROWS = "rows";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SEALED = 2_000;
    private static final int READS = 3;

    private final Options options;
    private final Servers servers;
    private final Figures figures;
    private final AtomicLong next = new AtomicLong();

    Delivery(Options options, Servers servers, Figures figures) {
        this.options = options;
        this.servers = servers;
        this.figures = figures;
    }

    /** What waits for people. */
    static double waiting(Database database) throws Exception {
        return Sql.number(
                database, "select count(*) from kith_message where status = 'WAITING' and queue = 'default/PEOPLE'");
    }

    static void awaitDrained(Database database) throws Exception {
        for (long waited = 0; waiting(database) > 0; waited += 50) {
            if (waited > PATIENCE.toMillis()) {
                throw new IllegalStateException("messages are not delivered: " + waiting(database) + " wait");
            }
            Thread.sleep(50);
        }
    }

    void run(Engine engine) throws Exception {
        Jdk jdk = Jdk.of(25);
        Database database = engine.freshDurableDatabase();
        boolean beside = engine == Engine.POSTGRESQL;
        String[] listener = beside
                ? new String[] {"slow listener", "--kith.delivery.poll=PT1H", "--kith.metrics=everybody"}
                : new String[] {"--kith.delivery.poll=PT1H"};
        try (Program stores = servers.kith(jdk, database, "--kith.delivery.enabled=false");
                Program delivers = servers.kith(jdk, database, listener)) {
            Program alsoStores = new Program(delivers.process(), delivers.url(), stores.token());
            Sql.script(database, "users.sql", Map.of("first", 1, "last", options.messages()));
            drain(database, stores, alsoStores, new Figures(), "");
            load(database, alsoStores, new Figures(), "", options.warmUp());
            rounds(database, stores, alsoStores, "");
            if (beside) {
                // Whoever looks at a program has looked before, when there was little to count.
                metrics(alsoStores, new Figures());
                fill(database);
                figures.add(METRICS, ROWS, Sql.number(database, "select count(*) from kith_message"));
                metrics(alsoStores, figures);
                rounds(database, stores, alsoStores, BESIDE);
            }
        }
    }

    private void rounds(Database database, Program stores, Program delivers, String where) throws Exception {
        for (int round = 1; round <= options.rounds(); round++) {
            drain(database, stores, delivers, figures, where);
            load(database, delivers, figures, where, options.round());
            Bench.say("round " + round + ": delivery" + where + ", " + Bench.latest(figures, DRAIN + where, MESSAGES));
        }
    }

    /** One node stores messages while the other one stands still, so that it begins with all of them. */
    private void drain(Database database, Program stores, Program delivers, Figures into, String where)
            throws Exception {
        long process = delivers.process().id();
        delivers.process().pause();
        Load.times(Calls.emailOfEach(stores, next, options.messages()), options.connections(), options.messages());
        double waiting = waiting(database);
        double server = Cpu.seconds(process);
        double engine = Cpu.seconds(Sql.process(database));
        delivers.process().resume();
        long begin = System.nanoTime();
        // A message of its own makes it look at once.
        Load.times(Calls.emailOfEach(delivers, next, options.messages()), 1, 1);
        awaitDrained(database);
        into.add(DRAIN + where, MESSAGES, waiting / ((System.nanoTime() - begin) / 1e9));
        into.add(DRAIN + where, Meter.SERVER, (Cpu.seconds(process) - server) * 1e6 / waiting);
        into.add(DRAIN + where, Meter.DATABASE, (Cpu.seconds(Sql.process(database)) - engine) * 1e6 / waiting);
        Sql.script(database, "analyzed.sql", Map.of());
    }

    private void load(Database database, Program server, Figures into, String where, Duration length) throws Exception {
        Meter meter = new Meter(server.process().id(), Sql.process(database));
        ExecutorService beside = Executors.newSingleThreadExecutor();
        CompletableFuture<Double> halfway = new CompletableFuture<>();
        try {
            Future<?> look = beside.submit(() -> {
                Thread.sleep(length.toMillis() / 2);
                return halfway.complete(waiting(database));
            });
            meter.run(
                    into,
                    LOAD + where,
                    () -> Load.closed(
                            Calls.emailOfEach(server, next, options.messages()), options.connections(), length));
            double end = waiting(database);
            long begin = System.nanoTime();
            awaitDrained(database);
            look.get();
            into.add(LOAD + where, HALFWAY, halfway.get());
            into.add(LOAD + where, END, end);
            into.add(LOAD + where, REST, (System.nanoTime() - begin) / 1e9);
        } finally {
            beside.shutdownNow();
        }
    }

    private void fill(Database database) throws Exception {
        Bench.say("fills the outbox with 2 x " + options.rows() + " rows");
        Sql.script(database, "rows.sql", Map.of("first", 1, "last", options.rows()));
        SealedEvents events = new SealedEvents(Servers.KEY_ID, Servers.KEY);
        try (Connection connection = database.connect();
                PreparedStatement seal = connection.prepareStatement(
                        "update kith_message set payload = ?, due = created - 1 where instance_id = 'default' and id = ?")) {
            for (int number = 1; number <= Math.min(SEALED, options.rows()); number++) {
                String id = "event" + number;
                seal.setString(1, events.payload(id));
                seal.setString(2, id);
                seal.addBatch();
            }
            seal.executeBatch();
        }
    }

    /** Asks for a new count each time, as the program remembers what it has counted for five seconds. */
    private void metrics(Program server, Figures into) throws Exception {
        byte[] request = HttpConnection.request(URI.create(server.url().toString()), "GET", "/metrics", "", "");
        try (HttpConnection connection = new HttpConnection(server.url())) {
            for (int read = 0; read < READS; read++) {
                long begin = System.nanoTime();
                if (connection.status(request) != 200) {
                    throw new IllegalStateException("there are no metrics");
                }
                into.add(METRICS, MILLISECONDS, (System.nanoTime() - begin) / 1e6);
                Thread.sleep(6_000);
            }
        }
    }
}
