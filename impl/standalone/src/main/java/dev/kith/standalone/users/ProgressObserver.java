package dev.kith.standalone.users;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Problem.Violation;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.RefusedLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how an import gets on, as a bar on a terminal and else as a line from time to time, and writes the report. One thread
 * imports; another one may ask for the last line.
 */
final class ProgressObserver implements ImportObserver {
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Without a report, so many refusals are shown. */
    private static final int MOST_SHOWN = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final @Nullable OutputStream report;
    private final ImportProgress progress;
    private final LongSupplier nanos;
    private final long begun;
    private long shown;
    private long skippedBytes = -1;
    private int width;
    private int refusals;
    private volatile long lastLine;

    /**
     * Shows the progress.
     *
     * @param out where
     * @param terminal whether that is a terminal
     * @param report gets the refused lines as JSON Lines, {@code null} to show the first ones instead
     * @param progress what is known beforehand
     * @param nanos the time
     */
    ProgressObserver(
            PrintStream out,
            boolean terminal,
            @Nullable OutputStream report,
            ImportProgress progress,
            LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.report = report;
        this.progress = progress;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.shown = begun;
    }

    /** The last line that is done, 0 for none. */
    long lastLine() {
        return lastLine;
    }

    @Override
    public void refused(RefusedLine line) {
        refusals++;
        if (report != null) {
            write(report, line);
        } else if (refusals <= MOST_SHOWN) {
            clear();
            out.println("line " + line.line()
                    + (line.userId() == null ? "" : ", user " + JsonText.write(new Json.Text(line.userId()))) + ": "
                    + line.reason() + violations(line));
        } else if (refusals == MOST_SHOWN + 1) {
            clear();
            out.println("More lines are refused; --report=<file> has all of them.");
        }
    }

    private static String violations(RefusedLine line) {
        return line.violations().isEmpty()
                ? ""
                : " " + line.violations().get(0).field() + ": "
                        + line.violations().get(0).description();
    }

    private static void write(OutputStream report, RefusedLine line) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("line", new Json.Num(BigDecimal.valueOf(line.line())));
        members.put("userId", line.userId() == null ? Json.Null.NULL : new Json.Text(line.userId()));
        members.put("reason", new Json.Text(line.reason()));
        members.put(
                "violations",
                new Json.Arr(line.violations().stream()
                        .<Json>map(ProgressObserver::json)
                        .toList()));
        try {
            report.write((JsonText.write(new Json.Obj(members)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json.Obj json(Violation violation) {
        return Json.Obj.EMPTY
                .with("field", new Json.Text(violation.field()))
                .with("reason", new Json.Text(violation.reason()))
                .with("description", new Json.Text(violation.description()));
    }

    @Override
    public void progress(long line, long bytes) {
        long now = nanos.getAsLong();
        if (skippedBytes < 0) {
            skippedBytes = progress.firstLine() == 1 ? 0 : bytes;
        }
        lastLine = line;
        flushReport();
        if (now - shown >= (terminal ? BAR_NANOS : LINE_NANOS)) {
            shown = now;
            show(progress.text(line, bytes, bytes - skippedBytes, now - begun));
        }
    }

    /** What is in the report is there even if the program is killed. */
    private void flushReport() {
        if (report != null) {
            try {
                report.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void show(String text) {
        if (!terminal) {
            out.println(text);
            return;
        }
        out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    /** Takes the bar away, so that a line of text can stand there. */
    void clear() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
