package dev.kith.bench;

import dev.kith.bench.Servers.Program;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Who uses the CPU of the program: the owner of each sample of a flight recording. */
final class Profile {
    static final String EMAIL = "e-mail";
    static final String PATCH = "patch";
    static final String START = "start";
    static final String SHARE_OF_DELIVERY = "of it on threads of delivery";
    static final String ELSE = "the JDK and the rest";

    private static final String SAMPLE = "jdk.CPUTimeSample";

    private static final String SETTINGS = """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration version="2.0" label="CPU" description="CPU" provider="bench">
          <event name="jdk.CPUTimeSample">
            <setting name="enabled">true</setting>
            <setting name="throttle">5 ms</setting>
            <setting name="stackTrace">true</setting>
          </event>
        </configuration>
        """;

    /** The first one whose packages a frame is in, from the innermost frame outwards. Frames of the JDK belong to their callers. */
    private static final Map<String, Pattern> OWNERS = owners();

    private Profile() {}

    private static Map<String, Pattern> owners() {
        Map<String, Pattern> owners = new LinkedHashMap<>();
        owners.put("cryptography", of("javax\\.crypto|com\\.sun\\.crypto|sun\\.security"));
        owners.put("sockets", of("sun\\.nio\\.ch|java\\.net\\.Socket|sun\\.net"));
        owners.put(
                "loading of classes",
                of("jdk\\.internal\\.(loader|jimage)|java\\.util\\.(zip|jar)|java\\.lang\\.ClassLoader"));
        owners.put("Hibernate", of("org\\.hibernate"));
        owners.put("JDBC driver", of("org\\.postgresql|org\\.mariadb"));
        owners.put("HikariCP", of("com\\.zaxxer"));
        owners.put("Jetty", of("org\\.eclipse\\.jetty"));
        owners.put("Jersey and HK2", of("org\\.glassfish\\.(jersey|hk2)|org\\.jvnet\\.hk2"));
        owners.put("Weld", of("org\\.jboss\\.weld"));
        owners.put("JSON Schema", of("dev\\.kith\\.(\\w+\\.)*(harrel|re2j)|dev\\.kith\\.json"));
        owners.put("Kith: JSON text", of("dev\\.kith\\.api\\.Json"));
        owners.put("Kith: jpa", of("dev\\.kith\\.jpa"));
        owners.put("Kith: delivery", of("dev\\.kith\\.delivery"));
        owners.put("Kith: transport", of("dev\\.kith\\.(transport|standalone)"));
        owners.put("Kith: core and others", of("dev\\.kith"));
        owners.put("logging", of("java\\.util\\.logging|org\\.slf4j|org\\.jboss\\.logging"));
        return owners;
    }

    private static Pattern of(String packages) {
        return Pattern.compile("^(" + packages + ")");
    }

    static void run(Options options, Servers servers, Figures figures, Path work) throws Exception {
        Jdk jdk = Jdk.of(25);
        Database database = Engine.POSTGRESQL.freshDurableDatabase();
        Path settings = Files.writeString(work.resolve("cpu.jfc"), SETTINGS);
        try (Program kith = servers.kith(jdk, database)) {
            Sql.script(database, "users.sql", Map.of("first", 1, "last", options.users()));
            start(options, servers, figures, work, settings, database);
            Map<String, Load.Target> targets = new LinkedHashMap<>();
            targets.put(EMAIL, Calls.email(kith, options.users()));
            targets.put(PATCH, Calls.patch(kith, options.users()));
            for (Load.Target target : targets.values()) {
                Load.closed(target, options.connections(), options.warmUp());
            }
            for (Map.Entry<String, Load.Target> target : targets.entrySet()) {
                Path recording = work.resolve(target.getKey() + ".jfr");
                jcmd(jdk, kith, work, "JFR.start", "name=cpu", "settings=" + settings);
                Load.closed(target.getValue(), options.connections(), options.round());
                jcmd(jdk, kith, work, "JFR.stop", "name=cpu", "filename=" + recording);
                count(recording, target.getKey(), figures);
            }
        }
    }

    /** From the first moment until it is ready. */
    private static void start(
            Options options, Servers servers, Figures figures, Path work, Path settings, Database database)
            throws Exception {
        Jdk jdk = Jdk.of(25);
        List<String> flags = new ArrayList<>(options.flags());
        flags.add("-XX:StartFlightRecording=name=cpu,settings=" + settings);
        Path recording = work.resolve(START + ".jfr");
        try (Program fresh = servers.kith(jdk, flags, database)) {
            jcmd(jdk, fresh, work, "JFR.stop", "name=cpu", "filename=" + recording);
        }
        count(recording, START, figures);
    }

    private static void jcmd(Jdk jdk, Program program, Path work, String... command) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(jdk.program("jcmd"), Long.toString(program.process().id())));
        words.addAll(List.of(command));
        ServerProcess.run(work, words, Map.of());
    }

    private static void count(Path recording, String subject, Figures figures) throws IOException {
        Map<String, Integer> owners = new LinkedHashMap<>();
        OWNERS.keySet().forEach(owner -> owners.put(owner, 0));
        owners.put(ELSE, 0);
        int samples = 0;
        int delivering = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getEventType().getName().equals(SAMPLE)) {
                    continue;
                }
                RecordedStackTrace stack = event.getStackTrace();
                owners.merge(stack == null ? ELSE : owner(stack), 1, Integer::sum);
                samples++;
                RecordedThread thread = event.getThread("eventThread");
                if (thread != null && String.valueOf(thread.getJavaName()).startsWith("kith-delivery")) {
                    delivering++;
                }
            }
        }
        if (samples == 0) {
            throw new IllegalStateException("the recording has no samples of the CPU");
        }
        for (Map.Entry<String, Integer> owner : owners.entrySet()) {
            figures.add(subject, owner.getKey(), 100.0 * owner.getValue() / samples);
        }
        figures.add(subject, SHARE_OF_DELIVERY, 100.0 * delivering / samples);
    }

    private static String owner(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            if (frame.isJavaFrame()) {
                String type = frame.getMethod().getType().getName();
                String owner = owner(type);
                if (!owner.isEmpty()) {
                    return owner;
                }
            }
        }
        return ELSE;
    }

    /** The owner of a type, empty for none. */
    static String owner(String type) {
        return OWNERS.entrySet().stream()
                .filter(owner -> owner.getValue().matcher(type).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
