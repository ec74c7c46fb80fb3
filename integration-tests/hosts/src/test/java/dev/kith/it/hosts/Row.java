package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;

/**
 * What was measured in a host: a file with a line for each feature.
 *
 * @param host its name
 * @param version its version
 * @param jdk the release of the JDK
 * @param results what came out, in words; nothing for what was not measured
 */
record Row(String host, String version, String jdk, Map<Feature, String> results) {
    static Row read(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Feature, String> results = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            String result = lines.getProperty(feature.key());
            if (result != null) {
                results.put(feature, result);
            }
        }
        return new Row(
                lines.getProperty("host", ""), lines.getProperty("version", ""), lines.getProperty("jdk", ""), results);
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the file, in the order of the columns. */
    String text() {
        StringJoiner text = new StringJoiner("\n", "", "\n");
        text.add("host=" + host).add("version=" + version).add("jdk=" + jdk);
        for (Feature feature : Feature.values()) {
            String result = results.get(feature);
            if (result != null) {
                text.add(feature.key() + "=" + result.replace("\\", "\\\\"));
            }
        }
        return text.toString();
    }
}
