package dev.kith.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A migration script: statements, each ended by a semicolon at the end of a line, and comment lines. */
final class Script {
    private Script() {}

    static List<String> read(String name) {
        String text = text("migrations/" + name)
                .lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n"));
        return Stream.of(text.split(";\\s*(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text(String name) {
        try (InputStream content = Script.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the migration script " + name + " is missing from the jar");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
