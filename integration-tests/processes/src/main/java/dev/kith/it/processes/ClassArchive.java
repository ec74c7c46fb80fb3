package dev.kith.it.processes;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The classes of the program as the JVM has loaded them once, which saves each of the many starts in the tests two of five seconds
 * of processor time. Made by the first test that starts the program after its jars were made.
 */
final class ClassArchive {
    /** Small and quick to start: several programs share the machine. */
    static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long MOST_SECONDS = 120;
    private static final Optional<Path> ARCHIVE = make();

    private ClassArchive() {}

    /** The archive; empty where it cannot be made, and starts take longer. */
    static Optional<Path> find() {
        return ARCHIVE;
    }

    private static Optional<Path> make() {
        try {
            Path target = Runner.JAR.resolveSibling("..").normalize();
            Path archive = target.resolve("tests-" + fingerprint() + ".jsa");
            try (FileChannel lock = FileChannel.open(
                            target.resolve("tests.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.exists(archive)) {
                    dump(archive);
                }
            }
            return Optional.of(archive).filter(Files::exists);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of the JVM and the jars: it would complain about an archive of others, in the output that tests look at. */
    private static String fingerprint() throws IOException {
        StringBuilder all = new StringBuilder(Runtime.version().toString());
        try (Stream<Path> libraries = Files.list(Runner.JAR.resolveSibling("lib"))) {
            for (Path jar :
                    Stream.concat(Stream.of(Runner.JAR), libraries.sorted()).toList()) {
                all.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
            }
        }
        return Integer.toHexString(all.toString().hashCode());
    }

    private static void dump(Path archive) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kith-archive");
        try {
            Path made = folder.resolve("classes.jsa");
            Path output = folder.resolve("output");
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(OPTIONS);
            command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-jar", Runner.JAR.toString()));
            command.add("--kith.http.port=0");
            Process program = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
                while (program.isAlive()
                        && System.nanoTime() < end
                        && !Files.readString(output).contains(Runner.LAST_WORDS)) {
                    program.waitFor(50, TimeUnit.MILLISECONDS);
                }
                program.destroy();
                if (program.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && Files.exists(made)) {
                    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                program.destroyForcibly();
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
