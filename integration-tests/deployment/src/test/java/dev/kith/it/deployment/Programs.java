package dev.kith.it.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine. */
final class Programs {
    private static final long SECONDS = 120;

    private Programs() {}

    /** What a program has printed; it has to end well. */
    static String run(Path folder, String... command) {
        try {
            Path output = Files.createTempFile("kith-program", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean inTime = process.waitFor(SECONDS, TimeUnit.SECONDS);
                String said = Files.readString(output);
                if (!inTime || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(List.of(command) + " does not end well: " + said);
                }
                return said;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static boolean isRoot() {
        return run(Path.of("."), "id", "-u").strip().equals("0");
    }
}
