package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the events of the log, compared with the calls in the sources that write them. */
class LogEventsDocumentTest {
    /** A call of a logger up to the end of its first text. */
    private static final Pattern CALL = Pattern.compile(
            "LOG\\.log\\(\\s*(?:\\w+ \\? )?(?:System\\.Logger\\.)?Level\\.(\\w+)[^\";]*?\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (ERROR|WARNING|INFO) \\| `([^`]+)` \\| \\S.* \\|$");
    private static final Set<String> DOCUMENTED = Set.of("ERROR", "WARNING", "INFO");

    @Test
    void every_event_from_info_on_is_in_the_table_with_its_level_and_nothing_else_is() throws IOException {
        Set<String> written = new TreeSet<>();
        Matcher rows = ROW.matcher(Documents.section("docs/operate.md", "Events"));
        while (rows.find()) {
            written.add(rows.group(1) + " " + rows.group(2));
        }

        assertThat(written).containsExactlyElementsOf(events());
    }

    private static Set<String> events() throws IOException {
        Set<String> events = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Documents.ROOT.resolve("impl"))) {
            for (Path file : files.filter(LogEventsDocumentTest::isSource).toList()) {
                Matcher calls = CALL.matcher(Documents.read(file));
                while (calls.find()) {
                    if (DOCUMENTED.contains(calls.group(1))) {
                        events.add(calls.group(1) + " " + event(calls.group(2)));
                    }
                }
            }
        }
        return events;
    }

    private static boolean isSource(Path file) {
        return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
    }

    /** What is in front of the sentence, with an ellipsis for each value. */
    private static String event(String text) {
        return text.split(":", 2)[0].strip().replaceAll("\\{\\d}", "…");
    }
}
