package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No server but the runner: its own classes and the libraries of others, with the drop-in jar in the place of Kith's jars and
 * of those that are inside it. It is one application, without a context path.
 *
 * @param jdk what it runs on
 * @param environment further variables of its environment
 */
record Standalone(Jdk jdk, Map<String, String> environment) implements ProgramHost {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("Kith is ready: (http://\\S+)");
    private static final List<String> IN_THE_DROPIN = List.of(
            "kith-api-",
            "kith-spi-",
            "kith-impl-",
            "json-schema-",
            "re2j-",
            "libphonenumber-",
            "jmail-",
            "protobuf-javalite-");

    Standalone(Jdk jdk) {
        this(jdk, Map.of());
    }

    @Override
    public String name() {
        return "Java SE";
    }

    @Override
    public String version() {
        return "Jetty " + Parameters.version("jetty") + ", Jersey " + Parameters.version("jersey") + ", Weld "
                + Parameters.version("weld") + ", Hibernate " + Parameters.version("hibernate");
    }

    @Override
    public War withDataSource(War war, Database database) {
        return war.settings(Map.of(
                "kith.database.url", database.url(),
                "kith.database.username", database.username(),
                "kith.database.password", database.password()));
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        War war = Program.onlyAsBuilt(applications);
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "dev.kith.standalone.Main",
                "--kith.http.port=0",
                "--kith.demo=false",
                "--kith.data=" + folder.resolve("data"),
                "--kith.plugins=" + plugins(war, folder)));
        war.settings().forEach((key, value) -> {
            // The runner takes its own address.
            if (!key.equals("kith.public-url")) {
                command.add("--" + key + "=" + value);
            }
        });
        ServerProcess process = ServerProcess.start(folder, jdk, command, environment);
        try {
            Matcher ready = READY.matcher(process.await(0, READY, START));
            ready.find();
            return new Program(process, URI.create(ready.group(1)));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static String classPath() {
        try (Stream<Path> libraries = Files.list(Parameters.STANDALONE.resolve("kith/lib"))) {
            Stream<Path> others = libraries.filter(jar -> IN_THE_DROPIN.stream()
                    .noneMatch(name -> jar.getFileName().toString().startsWith(name)));
            return Stream.concat(
                            Stream.of(Parameters.DROPIN, Parameters.STANDALONE.resolve("classes")), others.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars that came with the application, but for the drop-in jar. */
    private static Path plugins(War war, Path folder) {
        try {
            Path plugins = Files.createDirectories(folder.resolve("plugins"));
            for (Map.Entry<String, byte[]> file : war.files().entrySet()) {
                Path name = Path.of(file.getKey()).getFileName();
                if (!name.equals(Parameters.DROPIN.getFileName())) {
                    Files.write(plugins.resolve(name), file.getValue());
                }
            }
            return plugins;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
