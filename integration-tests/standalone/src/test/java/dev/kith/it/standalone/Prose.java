package dev.kith.it.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file says to its readers: the comments of a source, a document without its code blocks. Comments that follow one
 * another are one text, because a sentence may begin in one line and end in the next.
 */
final class Prose {
    /** Stands where code was, so that nothing is read across it. */
    private static final String BREAK = "\n\u00B6\n";

    private static final Pattern C_TOKENS = Pattern.compile("\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\""
            + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\""
            + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'"
            + "|(?<comment>/\\*[\\s\\S]*?\\*/|//[^\n]*)");
    private static final Pattern SQL_TOKENS = Pattern.compile("'[^']*+'|(?<comment>/\\*[\\s\\S]*?\\*/|--[^\n]*)");
    private static final Pattern PROPERTIES_TOKENS = Pattern.compile("(?m)(?<comment>^[ \t]*[#!][^\n]*)");
    private static final Pattern MARKDOWN_TOKENS =
            Pattern.compile("(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$|(?<comment>.+?(?=^[ \t]*```|\\z))");

    private static final Pattern DECORATION = Pattern.compile("[ \t]*(?:/\\*+|\\*+/?|//+|--+|#+|!)?[ \t]?");

    private final String content;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> offsets = new ArrayList<>();

    private Prose(String content) {
        this.content = content;
    }

    static Prose of(String file, String content) {
        Prose prose = new Prose(content);
        if (file.endsWith(".md")) {
            prose.collect(MARKDOWN_TOKENS, false);
        } else if (file.endsWith(".sql")) {
            prose.collect(SQL_TOKENS, true);
        } else if (file.endsWith(".properties")) {
            prose.collect(PROPERTIES_TOKENS, true);
        } else {
            prose.collect(C_TOKENS, true);
        }
        return prose;
    }

    private void collect(Pattern tokens, boolean decorated) {
        int end = 0;
        Matcher token = tokens.matcher(content);
        while (token.find()) {
            if (token.group("comment") != null) {
                if (!content.substring(end, token.start()).isBlank()) {
                    append(BREAK, end);
                }
                take(token.start(), token.end(), decorated);
                end = token.end();
            }
        }
    }

    private void take(int from, int to, boolean decorated) {
        int at = from;
        while (at < to) {
            int end = content.indexOf('\n', at) < 0 ? to : Math.min(to, content.indexOf('\n', at));
            Matcher decoration = DECORATION.matcher(content).region(at, end);
            int begin = decorated && decoration.lookingAt() ? decoration.end() : at;
            for (int i = begin; i < end; i++) {
                append(content.substring(i, i + 1), i);
            }
            append("\n", end);
            at = end + 1;
        }
    }

    private void append(String part, int offset) {
        for (int i = 0; i < part.length(); i++) {
            text.append(part.charAt(i));
            offsets.add(offset);
        }
    }

    String text() {
        return text.toString();
    }

    /** The line of the file that a place of the text comes from, counted from 1. */
    long line(int at) {
        return 1
                + content.substring(0, offsets.get(at))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
