package dev.kith.bench;

import dev.kith.bench.Load.Outcome;
import dev.kith.bench.Servers.Program;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.net.URI;
import java.nio.file.Files;
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
    static final String AOT = ", with an AOT cache";
    static final String SMALL = ", with an AOT cache, the serial collector and C1 alone";
    static final List<Integer> RELEASES = List.of(25, 17);

    /** The first release that has a cache of compiled and linked classes. */
    private static final int FIRST_WITH_AOT = 25;

    /** Less memory and a quicker start for less speed. */
    private static final List<String> SMALL_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration REST = Duration.ofSeconds(4);
    private static final Duration COLD = Duration.ofSeconds(30);
    private static final Duration TRAINING = Duration.ofSeconds(20);
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
            makeArchives(Jdk.of(release), database, token);
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (int release : RELEASES) {
                start(subject(release), Jdk.of(release), options.flags(), database);
                start(subject(release) + ARCHIVE, Jdk.of(release), withArchive(Jdk.of(release)), database);
                if (release >= FIRST_WITH_AOT) {
                    start(subject(release) + AOT, Jdk.of(release), withCache(Jdk.of(release), List.of()), database);
                    start(subject(release) + SMALL, Jdk.of(release), withCache(Jdk.of(release), SMALL_FLAGS), database);
                }
            }
        }
        for (int release : RELEASES) {
            firstSeconds(subject(release), Jdk.of(release), options.flags(), token, database);
            if (release >= FIRST_WITH_AOT) {
                List<String> flags = withCache(Jdk.of(release), List.of());
                firstSeconds(subject(release) + AOT, Jdk.of(release), flags, token, database);
            }
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

    private List<String> withCache(Jdk jdk, List<String> more) {
        List<String> flags = new ArrayList<>(options.flags());
        flags.addAll(more);
        flags.add("-XX:AOTCache=" + cache(jdk, more));
        return flags;
    }

    /** One for each collector, as it also holds objects. */
    private Path cache(Jdk jdk, List<String> flags) {
        return work.resolve("classes-" + jdk.feature() + "-" + flags.size() + ".aot");
    }

    /** As the documents say: a start and a stop write them, for a cache with some calls in between. */
    private void makeArchives(Jdk jdk, Database database, String token) throws Exception {
        List<String> flags = new ArrayList<>(options.flags());
        flags.add("-XX:ArchiveClassesAtExit=" + archive(jdk));
        servers.kith(jdk, flags, database).close();
        if (jdk.feature() >= FIRST_WITH_AOT) {
            makeCache(jdk, List.of(), database, token);
            makeCache(jdk, SMALL_FLAGS, database, token);
        }
    }

    private void makeCache(Jdk jdk, List<String> more, Database database, String token) throws Exception {
        List<String> flags = new ArrayList<>(options.flags());
        flags.addAll(more);
        flags.add("-XX:AOTCacheOutput=" + cache(jdk, more));
        try (Program trained = servers.kith(jdk, flags, database)) {
            Program program = new Program(trained.process(), trained.url(), token);
            Load.closed(Calls.email(program, options.users()), options.connections(), TRAINING);
            Delivery.awaitDrained(database);
        }
        if (!Files.exists(cache(jdk, more))) {
            throw new IllegalStateException("there is no AOT cache");
        }
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
    private void firstSeconds(String subject, Jdk jdk, List<String> flags, String token, Database database)
            throws Exception {
        try (Program fresh = servers.kith(jdk, flags, database)) {
            Program program = new Program(fresh.process(), fresh.url(), token);
            Load.Target target = Calls.email(program, options.users());
            Outcome cold = Load.closed(target, options.connections(), COLD);
            for (int second = 0; second < COLD.toSeconds(); second++) {
                figures.add(subject, SECONDS, cold.bySecond().get(second));
            }
            figures.add(subject, SOON, (cold.bySecond().get(9) + cold.bySecond().get(10)) / 2.0);
            Load.closed(target, options.connections(), options.warmUp());
            Outcome warm = Load.closed(target, options.connections(), options.round());
            figures.add(subject, WARM, warm.rate());
            figures.add(subject, LOADED, Cpu.residentMegabytes(program.process().id()));
            Delivery.awaitDrained(database);
        }
    }
}
