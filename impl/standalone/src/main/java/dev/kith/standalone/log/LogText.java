package dev.kith.standalone.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Text for the log in which nothing can pretend to be something else: control characters, line ends and marks of direction
 * are written as their numbers, wherever they came from. The only line ends are those between the lines of an
 * exception.
 */
final class LogText {
    private LogText() {}

    /** A text as one line. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isHarmless(character)) {
                line.appendCodePoint(character);
            } else if (Character.isBmpCodePoint(character)) {
                line.append(String.format("\\u%04X", character));
            } else {
                line.append(String.format("\\x{%X}", character));
            }
        });
        return line.toString();
    }

    /** A text of several lines, of somebody who puts nothing of others into it. */
    static String lines(String text) {
        return text.lines()
                .map(one -> one.startsWith("\t") ? "\t" + line(one.substring(1)) : line(one))
                .collect(Collectors.joining("\n"));
    }

    /** Control characters, marks of direction, separators of lines, lone surrogates and unassigned ones are not. */
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** An exception with its causes, in lines as Java prints them. */
    static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        append(text, "", "", thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private static void append(
            StringBuilder text, String indent, String caption, Throwable thrown, Set<Throwable> seen) {
        text.append('\n').append(indent).append(caption).append(line(thrown.toString()));
        if (!seen.add(thrown)) {
            text.append(" (see above)");
            return;
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            text.append('\n').append(indent).append("\tat ").append(line(frame.toString()));
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            append(text, indent + "\t", "Suppressed: ", suppressed, seen);
        }
        if (thrown.getCause() != null) {
            append(text, indent, "Caused by: ", thrown.getCause(), seen);
        }
    }
}
