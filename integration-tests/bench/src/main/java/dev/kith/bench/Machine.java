package dev.kith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    static void describe(Figures figures) throws IOException {
        String model = first("/proc/cpuinfo", line -> line.startsWith("model name"));
        figures.circumstance(
                "processor", Runtime.getRuntime().availableProcessors() + " x " + model.replaceFirst("^[^:]*: *", ""));
        double gigabytes = Double.parseDouble(first("/proc/meminfo", line -> line.startsWith("MemTotal"))
                        .replaceAll("\\D", ""))
                / (1 << 20);
        figures.circumstance("memory", Math.round(gigabytes) + " GiB");
        figures.circumstance("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        figures.circumstance("java", Jdk.of(25).version() + ", " + Jdk.of(17).version());
        figures.circumstance("client", System.getProperty("java.version"));
    }

    private static String first(String file, Predicate<String> wanted) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(wanted)
                .findFirst()
                .orElse("unknown");
    }
}
