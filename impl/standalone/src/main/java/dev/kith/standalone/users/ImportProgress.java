package dev.kith.standalone.users;

import java.util.Locale;

/**
 * How far an import is, in one line of text.
 *
 * @param totalBytes how many bytes there are, 0 where nobody knows
 * @param firstLine the first line that is looked at
 */
record ImportProgress(long totalBytes, long firstLine) {
    private static final int BAR = 30;

    /**
     * The text.
     *
     * @param lastLine the last line that is done
     * @param bytes how many bytes are done
     * @param doneBytes how many of them were done by this import, and not skipped
     * @param nanos how long it has taken so far
     */
    String text(long lastLine, long bytes, long doneBytes, long nanos) {
        double seconds = Math.max(nanos, 1_000_000) / 1e9;
        long rate = Math.round((lastLine - firstLine + 1) / seconds);
        String lines = String.format(Locale.ROOT, "%,d lines, %,d a second", lastLine, rate);
        if (totalBytes == 0) {
            return lines;
        }
        double share = Math.min(1, (double) bytes / totalBytes);
        int filled = (int) (share * BAR);
        double left = doneBytes == 0 ? 0 : seconds * Math.max(0, totalBytes - bytes) / doneBytes;
        return String.format(
                Locale.ROOT,
                "[%s%s] %5.1f%%, %s, %s left",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                share * 100,
                lines,
                time(Math.round(left)));
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
