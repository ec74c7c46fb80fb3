package dev.kith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a part has measured: of each subject some measures, of each measure a value for every round. In a file a line is a
 * subject, a measure and its values, with tabs between the three; lines that begin with # say under which circumstances.
 */
final class Figures {
    private final Map<String, String> circumstances = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    void circumstance(String name, String text) {
        circumstances.put(name, text.replaceAll("\\s+", " ").strip());
    }

    Map<String, String> circumstances() {
        return Collections.unmodifiableMap(circumstances);
    }

    void add(String subject, String measure, double value) {
        values.computeIfAbsent(subject, name -> new LinkedHashMap<>())
                .computeIfAbsent(measure, name -> new ArrayList<>())
                .add(value);
    }

    Set<String> subjects() {
        return Collections.unmodifiableSet(values.keySet());
    }

    Set<String> measures(String subject) {
        return Collections.unmodifiableSet(
                values.getOrDefault(subject, Map.of()).keySet());
    }

    List<Double> of(String subject, String measure) {
        return List.copyOf(values.getOrDefault(subject, Map.of()).getOrDefault(measure, List.of()));
    }

    /** The middle, lowest and highest value, if there are any. */
    Optional<Spread> spread(String subject, String measure) {
        return Spread.of(of(subject, measure));
    }

    Optional<Double> median(String subject, String measure) {
        return spread(subject, measure).map(Spread::median);
    }

    /**
     * Values of several rounds.
     *
     * @param median the middle one; of an even number, the mean of the two in the middle
     * @param least the lowest
     * @param most the highest
     */
    record Spread(double median, double least, double most) {
        static Optional<Spread> of(List<Double> values) {
            if (values.isEmpty()) {
                return Optional.empty();
            }
            List<Double> sorted = values.stream().sorted().toList();
            double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
            return Optional.of(new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1)));
        }
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        circumstances.forEach((name, said) ->
                text.append("# ").append(name).append(": ").append(said).append('\n'));
        values.forEach((subject, measures) -> measures.forEach((measure, rounds) -> text.append(subject)
                .append('\t')
                .append(measure)
                .append('\t')
                .append(rounds.stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .collect(Collectors.joining(" ")))
                .append('\n')));
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(file, text);
    }

    /** What a file says; nothing where there is none. */
    static Figures read(Path file) throws IOException {
        Figures figures = new Figures();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                figures.take(line);
            }
        }
        return figures;
    }

    private void take(String line) {
        if (line.startsWith("# ")) {
            int colon = line.indexOf(": ");
            circumstances.put(line.substring(2, colon), line.substring(colon + 2));
            return;
        }
        String[] parts = line.split("\t", -1);
        for (String value : parts[2].split(" ")) {
            add(parts[0], parts[1], Double.parseDouble(value));
        }
    }
}
