package dev.kith.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK that servers run on.
 *
 * @param feature its feature release
 * @param version its whole version
 * @param home its folder
 */
record Jdk(int feature, String version, Path home) {
    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    /** Where the environment says, else the one that runs this if it fits, else in the usual folders. */
    static Jdk of(int feature) {
        String variable = "KITH_JDK" + feature;
        String named = System.getenv().getOrDefault(variable, "");
        if (!named.isEmpty()) {
            return at(Path.of(named), feature)
                    .orElseThrow(() -> new IllegalStateException(
                            variable + " names " + named + ", which is not a JDK " + feature + ". Correct it."));
        }
        Stream<Path> own = Stream.of(Path.of(System.getProperty("java.home")));
        return Stream.concat(
                        own, USUAL_FOLDERS.stream().filter(Files::isDirectory).flatMap(Jdk::children))
                .flatMap(home -> at(home, feature).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no JDK " + feature
                        + ". Install one, or let the environment variable " + variable + " name its folder."));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Jdk> at(Path home, int feature) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/jcmd")) || !Files.isRegularFile(release)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(release).stream()
                    .filter(line -> line.matches("JAVA_VERSION=\"" + feature + "\\b.*"))
                    .map(line -> line.replaceAll(".*=|\"", ""))
                    .map(version -> new Jdk(feature, version, home))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
