package dev.kith.bench;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import dev.kith.it.processes.PluginJar;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the servers that are measured. Each works in a folder of its own and ends with this process at the latest. */
final class Servers {
    /** The key that seals messages, so that several nodes and the benchmark itself share it. */
    static final byte[] KEY = new byte[32];

    static final String KEY_ID = "bench";

    private static final Pattern LAST_WORDS = Pattern.compile("Press Ctrl-C to stop\\.");
    private static final Pattern READY = Pattern.compile("(?m)^Kith is ready: (\\S+)$");
    private static final Pattern TOKEN = Pattern.compile("\\bkith_[A-Za-z0-9_-]{43}\\b");

    /** Takes every message and does nothing with it. */
    private static final String NOTIFIER = """
        package bench;
        import dev.kith.spi.Notifier;
        public class FreeNotifier implements Notifier {
            public String name() { return "free"; }
            public boolean carries(Channel channel) { return true; }
            public Outcome deliver(Notification message) { return Outcome.accepted(); }
        }
        """;

    /** Takes a second for each event. */
    private static final String LISTENER = """
        package bench;
        import dev.kith.spi.UserEventListener;
        public class SlowListener implements UserEventListener {
            public String name() { return "slow"; }
            public Outcome handle(Event event) throws InterruptedException { Thread.sleep(1000); return Outcome.accepted(); }
        }
        """;

    private final Options options;
    private final Path work;

    Servers(Options options, Path work) {
        this.options = options;
        this.work = work;
    }

    /**
     * A program that runs.
     *
     * @param process its process
     * @param url where it listens
     * @param token the administrator's token, empty where an earlier start has printed it
     */
    record Program(ServerProcess process, URI url, String token) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** Starts the program with the documented flags. */
    Program kith(Jdk jdk, Database database, String... settings) throws Exception {
        return kith(jdk, options.flags(), database, settings);
    }

    Program kith(Jdk jdk, List<String> flags, Database database, String... settings) throws Exception {
        ServerProcess process = launch(jdk, flags, database, settings);
        try {
            process.await(LAST_WORDS);
            Matcher token = TOKEN.matcher(process.said());
            return new Program(process, URI.create(process.await(READY).group(1)), token.find() ? token.group() : "");
        } catch (Exception e) {
            process.close();
            throw e;
        }
    }

    /** Starts the program, and waits for nothing. */
    ServerProcess launch(Jdk jdk, List<String> flags, Database database, String... settings) throws Exception {
        Path folder = Files.createTempDirectory(work, "kith");
        Files.writeString(
                Files.createDirectories(folder.resolve("schemas")).resolve("bench.json"), Sql.resource("bench.json"));
        PluginJar.install(folder, "free.jar", Notifier.class, "bench.FreeNotifier", NOTIFIER);
        List<String> command = new ArrayList<>(List.of(jdk.program("java")));
        command.addAll(flags);
        command.addAll(List.of(
                "-jar",
                options.program().resolve("kith-standalone.jar").toString(),
                "--kith.http.port=0",
                "--kith.database.url=" + database.url(),
                "--kith.database.username=" + database.username(),
                "--kith.database.password=" + database.password(),
                "--kith.schemas.directory=schemas",
                "--kith.notifier=free",
                "--kith.code.pause=PT0S",
                "--kith.code.hourly-limit=1000000",
                "--kith.keys=" + KEY_ID + ":" + Base64.getEncoder().encodeToString(KEY)));
        for (String setting : settings) {
            if (setting.equals("slow listener")) {
                PluginJar.install(folder, "slow.jar", UserEventListener.class, "bench.SlowListener", LISTENER);
            } else {
                command.add(setting);
            }
        }
        command.removeIf(argument -> argument.endsWith("password="));
        return ServerProcess.start(folder, command, Map.of());
    }

    /** Makes the program's tables and its schema. */
    void prepare(Jdk jdk, Database database) throws Exception {
        kith(jdk, List.of("-XX:TieredStopAtLevel=1"), database).close();
    }

    /** Starts the bare program on tables that are there. */
    Program bare(Jdk jdk, Database database) throws Exception {
        int port = FreePort.find();
        String classes = Path.of(Servers.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = List.of(
                jdk.program("java"),
                "-cp",
                classes + ":" + options.program().resolve("lib") + "/*",
                "dev.kith.bench.bare.BareProgram",
                Integer.toString(port),
                database.url(),
                database.username(),
                database.password());
        ServerProcess process = ServerProcess.start(Files.createTempDirectory(work, "bare"), command, Map.of());
        process.await(Pattern.compile("(?m)^ready$"));
        return new Program(process, URI.create("http://127.0.0.1:" + port), "bare");
    }
}
