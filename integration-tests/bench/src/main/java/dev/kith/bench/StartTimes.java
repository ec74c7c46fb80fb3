package dev.kith.bench;

import dev.kith.bench.Load.Outcome;
import dev.kith.bench.Servers.Program;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How long the program takes until it is ready, how soon it is fast, and how much memory it holds. */
final class StartTimes {
    static final String READY = "ready s";
    static final String IDLE = "idle MB";
    static final String CPU = "CPU s";
    static final String LOADED = "loaded MB";
    static final String SECONDS = "answers in each second";
    static final String WARM = "warm requests/s";
    static final String SOON = "requests/s after 10 s";
    static final String ARCHIVE = ", with an archive of classes";
    static final List<Integer> RELEASES = List.of(25, 17);

    private static final Duration REST = Duration.ofSeconds(4);
    private static final Duration COLD = Duration.ofSeconds(30);
    private static final Pattern BANNER = Pattern.compile("(?m)^Kith is ready: (\\S+)$");

    private final Options options;
    private final Servers servers;
    private final Figures figures;
    private final Path work;

    StartTimes(Options options, Servers servers, Figures figures, Path work) {
        this.options = options;
        this.servers = servers;
        this.figures = figures;
        this.work = work;
    }

    static String subject(int release) {
        return "JDK " + release;
    }

    void run() throws Exception {
        Database database = Engine.POSTGRESQL.freshDurableDatabase();
        String token;
        try (Program first = servers.kith(Jdk.of(25), database)) {
            token = first.token();
            Sql.script(database, "users.sql", java.util.Map.of("first", 1, "last", options.users()));
        }
        for (int release : RELEASES) {
            makeArchive(Jdk.of(release), database);
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (int release : RELEASES) {
                start(subject(release), Jdk.of(release), options.flags(), database);
                start(subject(release) + ARCHIVE, Jdk.of(release), withArchive(Jdk.of(release)), database);
            }
        }
        for (int release : RELEASES) {
            firstSeconds(release, token, database);
        }
    }

    private List<String> withArchive(Jdk jdk) {
        List<String> flags = new ArrayList<>(options.flags());
        flags.add("-XX:SharedArchiveFile=" + archive(jdk));
        return flags;
    }

    private Path archive(Jdk jdk) {
        return work.resolve("classes-" + jdk.feature() + ".jsa");
    }

    /** As the documents say: a start and a stop write it. */
    private void makeArchive(Jdk jdk, Database database) throws Exception {
        List<String> flags = new ArrayList<>(options.flags());
        flags.add("-XX:ArchiveClassesAtExit=" + archive(jdk));
        servers.kith(jdk, flags, database).close();
    }

    private void start(String subject, Jdk jdk, List<String> flags, Database database) throws Exception {
        try (ServerProcess process = servers.launch(jdk, flags, database)) {
            URI url = URI.create(process.await(BANNER).group(1));
            try (HttpConnection connection = new HttpConnection(url)) {
                byte[] request = HttpConnection.request(url, "GET", "/health/ready", "", "");
                while (connection.status(request) != 200) {
                    Thread.sleep(5);
                }
            }
            double ready = (System.nanoTime() - process.begin()) / 1e9;
            Thread.sleep(REST.toMillis());
            figures.add(subject, READY, ready);
            figures.add(subject, CPU, Cpu.seconds(process.id()));
            figures.add(subject, IDLE, Cpu.residentMegabytes(process.id()));
            Bench.say(subject + ": " + Bench.latest(figures, subject, READY));
        }
    }

    /** The second after the tenth, against the rate at the end of the warm-up that follows. */
    private void firstSeconds(int release, String token, Database database) throws Exception {
        try (Program fresh = servers.kith(Jdk.of(release), database)) {
            Program program = new Program(fresh.process(), fresh.url(), token);
            Load.Target target = Calls.email(program, options.users());
            Outcome cold = Load.closed(target, options.connections(), COLD);
            for (int second = 0; second < COLD.toSeconds(); second++) {
                figures.add(subject(release), SECONDS, cold.bySecond().get(second));
            }
            figures.add(
                    subject(release),
                    SOON,
                    (cold.bySecond().get(9) + cold.bySecond().get(10)) / 2.0);
            Load.closed(target, options.connections(), options.warmUp());
            Outcome warm = Load.closed(target, options.connections(), options.round());
            figures.add(subject(release), WARM, warm.rate());
            figures.add(
                    subject(release),
                    LOADED,
                    Cpu.residentMegabytes(program.process().id()));
            Delivery.awaitDrained(database);
        }
    }
}
