package dev.kith.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs that servers run on. */
enum Jdk {
    V17(17),
    V25(25);

    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    private final int version;

    Jdk(int version) {
        this.version = version;
    }

    int version() {
        return version;
    }

    /** A program of the JDK. */
    Path program(String name) {
        return home().resolve("bin").resolve(name);
    }

    /**
     * Where the JDK is: where the environment says ({@code KITH_JDK17}, {@code KITH_JDK25}), else the one that runs the tests
     * if it is of that version, else in the folders where systems usually keep them.
     */
    Path home() {
        return Parameters.environment("hosts.jdk" + version)
                .map(Path::of)
                .map(this::require)
                .orElseGet(() -> candidates()
                        .filter(this::isIt)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("There is no JDK " + version
                                + ". Install one, or let the environment variable KITH_JDK" + version
                                + " name its folder.")));
    }

    private Path require(Path home) {
        if (!isIt(home)) {
            throw new IllegalStateException(
                    "KITH_JDK" + version + " names " + home + ", which is not a JDK " + version + ". Correct it.");
        }
        return home;
    }

    private static Stream<Path> candidates() {
        Stream<Path> own = Stream.of(Path.of(System.getProperty("java.home")));
        return Stream.concat(
                own, USUAL_FOLDERS.stream().filter(Files::isDirectory).flatMap(Jdk::children));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isIt(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/jcmd"))
                    && Files.isRegularFile(release)
                    && Files.readAllLines(release).stream()
                            .anyMatch(line -> line.matches("JAVA_VERSION=\"" + version + "\\b.*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
