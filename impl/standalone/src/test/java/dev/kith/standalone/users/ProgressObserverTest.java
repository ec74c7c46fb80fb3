package dev.kith.standalone.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Problem.Violation;
import dev.kith.api.transfer.RefusedLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator sees of an import. */
class ProgressObserverTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void a_terminal_has_a_bar_with_rate_and_time_left() {
        ProgressObserver observer = observer(true, 1_000_000, 1, null);

        after(10, () -> observer.progress(20_000, 100_000));
        after(10, () -> observer.progress(50_000, 250_000));
        observer.clear();

        assertThat(shown())
                .isEqualTo("\r[###...........................]  10.0%, 20,000 lines, 2,000 a second, 1:30 left"
                        + "\r[#######.......................]  25.0%, 50,000 lines, 2,500 a second, 1:00 left"
                        + "\r" + " ".repeat(80) + "\r");
    }

    @Test
    void elsewhere_there_is_a_line_every_ten_seconds() {
        ProgressObserver observer = observer(false, 0, 1, null);

        after(9, () -> observer.progress(9_000, 1));
        after(1, () -> observer.progress(10_000, 2));
        after(1, () -> observer.progress(11_000, 3));

        assertThat(shown()).isEqualTo("10,000 lines, 1,000 a second\n");
        assertThat(observer.lastLine()).isEqualTo(11_000);
    }

    @Test
    void what_was_skipped_makes_no_import_look_fast() {
        ProgressObserver observer = observer(false, 1_000, 501, null);

        observer.progress(501, 500);
        after(10, () -> observer.progress(600, 600));

        assertThat(shown()).isEqualTo("[##################............]  60.0%, 600 lines, 10 a second, 0:40 left\n");
    }

    @Test
    void the_report_has_every_refused_line_and_without_one_the_first_are_shown() {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        RefusedLine line = new RefusedLine(
                7,
                "u\"1",
                "The data does not fit the user schema.",
                List.of(new Violation("/a", "TYPE", "Not a text.")));
        ProgressObserver reporting = observer(false, 0, 1, report);
        ProgressObserver showing = observer(false, 0, 1, null);

        reporting.refused(line);
        reporting.refused(new RefusedLine(8, null, "The line is not UTF-8.", List.of()));
        reporting.progress(8, 100);
        for (int i = 0; i < 25; i++) {
            showing.refused(line);
        }

        assertThat(report.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"line":7,"userId":"u\\"1","reason":"The data does not fit the user schema.",\
                "violations":[{"field":"/a","reason":"TYPE","description":"Not a text."}]}
                {"line":8,"userId":null,"reason":"The line is not UTF-8.","violations":[]}
                """);
        assertThat(shown().lines())
                .hasSize(21)
                .startsWith("line 7, user \"u\\\"1\": The data does not fit the user schema. /a: Not a text.")
                .endsWith("More lines are refused; --report=<file> has all of them.");
    }

    private void after(int seconds, Runnable next) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        next.run();
    }

    private ProgressObserver observer(boolean terminal, long bytes, long firstLine, @Nullable OutputStream report) {
        return new ProgressObserver(
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                terminal,
                report,
                new ImportProgress(bytes, firstLine),
                nanos::get);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
