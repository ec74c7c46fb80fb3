package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table in {@code HOSTS.md}, made of the files in the folder {@code measured}. */
final class HostTable {
    static final Path MEASURED = Parameters.FOLDER.resolve("measured");
    static final Path FILE = Parameters.FOLDER.resolve("HOSTS.md");

    private static final int LONGEST_CELL = 12;

    private final Map<String, Integer> notes = new LinkedHashMap<>();

    private HostTable() {}

    /** The whole document as it should be. */
    static String document() {
        return new HostTable().text(rows());
    }

    static void write() {
        try {
            Files.writeString(FILE, document(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows() {
        try (Stream<Path> files = Files.list(MEASURED)) {
            return files.filter(file -> file.toString().endsWith(".properties"))
                    .map(Row::read)
                    .sorted(Comparator.comparing(Row::host).thenComparing(Row::jdk))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("# Hosts");
        lines.add("");
        lines.add(
                "Written by the tests of this folder; do not edit. `mvn verify -Phosts` tries the quick hosts, `mvn verify"
                        + " -Pall-hosts` all of them, and fails where a result differs from this table. With `-Dhosts.record=true`"
                        + " the results of the hosts that were run take the place of the old ones; a host that was not run keeps the"
                        + " row of the version it was last measured with.");
        lines.add("");
        lines.add(
                "The server gets the one drop-in file, unchanged, in `WEB-INF/lib` of an otherwise empty WAR, or on the"
                        + " class path where there are no WARs. Only Keycloak gets a file of its own, with the same classes and"
                        + " the adapter.");
        lines.add("");
        lines.add(
                "Whether an application goes without a trace (**redeploy**) is measured in a server that has had no other one"
                        + " with Kith. An H2 in a server remembers for good who was the first to use it, so Payara, GlassFish and"
                        + " Open Liberty keep the data of that application in PostgreSQL, and WildFly has opened its H2 before."
                        + " Each of WildFly's worker threads, four here, has served another application before, as it remembers"
                        + " the first. In a WildFly as it comes, one class loader each may stay; there are not more with each"
                        + " application that goes.");
        lines.add("");
        lines.add(row(Stream.concat(
                        Stream.of("host", "version", "JDK"),
                        Stream.of(Feature.values()).map(Feature::title))
                .toList()));
        lines.add(row(
                Stream.generate(() -> "---").limit(3 + Feature.values().length).toList()));
        rows.forEach(row -> lines.add(row(cells(row))));
        lines.add("");
        notes.forEach((note, number) -> lines.add(number + ". " + note));
        lines.add("");
        for (Feature feature : Feature.values()) {
            lines.add("- **" + feature.title() + "**: " + feature.meaning());
        }
        lines.add("- An empty cell was not measured.");
        return String.join("\n", lines) + "\n";
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.host(), row.version(), row.jdk()));
        for (Feature feature : Feature.values()) {
            cells.add(cell(row.results().getOrDefault(feature, "")));
        }
        return cells;
    }

    /** What does not fit into a cell becomes a note below the table. */
    private String cell(String result) {
        if (result.length() <= LONGEST_CELL) {
            return result;
        }
        int colon = result.indexOf(": ");
        String word = colon > 0 && colon <= LONGEST_CELL ? result.substring(0, colon) : "see";
        String note = colon > 0 && colon <= LONGEST_CELL ? result.substring(colon + 2) : result;
        return word + " [" + notes.computeIfAbsent(note, any -> notes.size() + 1) + "]";
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
