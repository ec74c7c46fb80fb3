package dev.kith.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines at line feeds, without reading more of a line than it may have. For one thread.
 */
final class LineSource {
    private static final int BUFFER = 64 * 1024;

    private final InputStream source;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    private long number;
    private long bytes;

    LineSource(InputStream source, int longest) {
        this.source = source;
        this.longest = longest;
    }

    /**
     * A line.
     *
     * @param number its number, counted from 1
     * @param end how many bytes there are up to its end
     * @param content its bytes without the line feed, {@code null} where they are too many
     */
    record RawLine(long number, long end, byte @Nullable [] content) {
        /** Whether there is nothing but white space. */
        boolean isBlank() {
            if (content == null) {
                return false;
            }
            for (byte one : content) {
                if (one != ' ' && one != '\t' && one != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /** The next line, {@code null} where there is none. */
    @Nullable
    RawLine next() throws IOException {
        if (!fill()) {
            return null;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean fits = true;
        boolean ended = false;
        while (!ended && fill()) {
            int from = at;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            fits = fits && content.size() + at - from <= longest;
            if (fits) {
                content.write(buffer, from, at - from);
            }
            bytes += at - from;
            if (at < filled) {
                at++;
                bytes++;
                ended = true;
            }
        }
        number++;
        return new RawLine(number, bytes, fits ? content.toByteArray() : null);
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            filled = Math.max(source.read(buffer), 0);
            at = 0;
        }
        return at < filled;
    }
}
