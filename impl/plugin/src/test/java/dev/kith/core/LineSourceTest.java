package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.LineSource.RawLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an import is cut into lines. */
class LineSourceTest {
    @Test
    void lines_end_at_line_feeds_and_the_last_one_may_have_none() throws IOException {
        assertThat(lines("one\ntwo\r\n\nfour", 10))
                .containsExactly("1 to 4: one", "2 to 9: two\r", "3 to 10: ", "4 to 14: four");
        assertThat(lines("one\n", 10)).containsExactly("1 to 4: one");
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void a_line_that_is_too_long_is_skipped_and_the_next_one_is_whole() throws IOException {
        assertThat(lines("1234567890\n12345678901\nx\n", 10))
                .containsExactly("1 to 11: 1234567890", "2 to 23: too long", "3 to 25: x");
    }

    @Test
    void lines_go_across_what_is_read_at_a_time() throws IOException {
        String longer = "x".repeat(200_000);

        assertThat(lines(longer + "\ny", 200_000)).containsExactly("1 to 200001: " + longer, "2 to 200002: y");
        assertThat(lines(longer + "\ny", 199_999)).containsExactly("1 to 200001: too long", "2 to 200002: y");
    }

    private static List<String> lines(String text, int longest) throws IOException {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        LineSource source = new LineSource(bytes, longest);
        List<String> lines = new ArrayList<>();
        for (RawLine line = source.next(); line != null; line = source.next()) {
            byte[] content = line.content();
            lines.add(line.number() + " to " + line.end() + ": "
                    + (content == null ? "too long" : new String(content, StandardCharsets.UTF_8)));
        }
        return lines;
    }
}
