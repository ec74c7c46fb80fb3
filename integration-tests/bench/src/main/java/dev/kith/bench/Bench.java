package dev.kith.bench;

import dev.kith.it.engines.Engine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the parts that are asked for, keeps what each has measured in a file of its own, and writes docs/performance.md with its
 * plots from the files of all parts. A part that fails leaves its file as it was, and the run goes on and fails at the end.
 */
public final class Bench {
    private final Options options;
    private final Path work;
    private final Servers servers;

    private Bench(Options options, Path work) {
        this.options = options;
        this.work = work;
        this.servers = new Servers(options, work);
    }

    /** Runs; the options are system properties that begin with {@code bench.}. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        Options options = Options.of(properties);
        require(options);
        Path work = Files.createTempDirectory("kith-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
        List<Part> failed = new Bench(options, work).run();
        Document.write(figures(options), options.docs());
        say("written: " + options.docs().resolve("performance.md"));
        if (!failed.isEmpty()) {
            say("failed: " + failed.stream().map(Part::title).toList());
        }
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static void require(Options options) {
        if (!options.parts().isEmpty() && Files.notExists(options.program().resolve("kith-standalone.jar"))) {
            throw new IllegalStateException("There is no program in " + options.program()
                    + ". Build it: mvn -B -ntp -pl impl/standalone -am package -DskipTests");
        }
        if (options.parts().contains(Part.COMPARE) && Files.notExists(options.keycloak())) {
            throw new IllegalStateException("There is no Keycloak in " + options.keycloak());
        }
        Jdk.of(17);
        Jdk.of(25);
    }

    private List<Part> run() throws IOException {
        List<Part> failed = new ArrayList<>();
        for (Part part : options.parts()) {
            say("part " + part.title());
            Figures figures = new Figures();
            try {
                figures.circumstance(
                        "taken", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
                Machine.describe(figures);
                figures.circumstance(
                        "rounds",
                        options.rounds() + " of " + options.round().toSeconds() + " s after a warm-up of "
                                + options.warmUp().toSeconds() + " s, " + options.connections() + " connections");
                figures.circumstance("flags", String.join(" ", options.flags()));
                run(part, figures);
                figures.write(file(options, part));
            } catch (Exception e) {
                System.err.println("part " + part.title() + " has failed");
                e.printStackTrace();
                failed.add(part);
            }
        }
        return failed;
    }

    private void run(Part part, Figures figures) throws Exception {
        switch (part) {
            case COMPARE -> compare(figures);
            case MARIADB -> onMariaDb(figures);
            case DELIVERY -> new Delivery(options, servers, figures).run(Engine.POSTGRESQL);
            case GROWTH -> Growth.run(options, servers, figures);
            case START -> new StartTimes(options, servers, figures, work).run();
            case PROFILE -> Profile.run(options, servers, figures, work);
            case MICRO -> Micro.run(options, Jdk.of(25), figures);
            case SERVERS -> throw new IllegalArgumentException("servers are measured by their own module");
        }
    }

    private void compare(Figures figures) throws Exception {
        try (Comparison comparison = new Comparison(options, servers, figures)) {
            comparison.addAllOnPostgres(work);
            comparison.run();
        }
    }

    private void onMariaDb(Figures figures) throws Exception {
        try (Comparison comparison = new Comparison(options, servers, figures)) {
            comparison.addBareAndKith(Jdk.of(25), Engine.MARIADB);
            comparison.run();
        }
        new Delivery(options, servers, figures).run(Engine.MARIADB);
    }

    private static Map<Part, Figures> figures(Options options) throws IOException {
        Map<Part, Figures> all = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            all.put(part, Figures.read(file(options, part)));
        }
        return all;
    }

    private static Path file(Options options, Part part) {
        return options.measured().resolve(part.title() + ".tsv");
    }

    static void say(String text) {
        System.out.println("bench: " + text);
    }

    /** What was measured last, for who watches. */
    static String latest(Figures figures, String subject, String measure) {
        List<Double> values = figures.of(subject, measure);
        return measure + " " + (values.isEmpty() ? "-" : Goals.number(values.get(values.size() - 1)));
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // A server that is just ending may still write.
            say("left behind: " + folder + ", " + e);
        }
    }
}
