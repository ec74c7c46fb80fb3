package dev.kith.delivery.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks where the placeholders are in a piece of HTML. Values are escaped for text and for quoted attributes; anywhere else
 * they could become markup.
 */
final class HtmlTemplateCheck {
    /** A tag with its quoted attributes, or a comment. */
    private static final Pattern TAG = Pattern.compile(
            "<!--.*?(?:-->|\\z)|<(?<name>[a-z/!][^\\s>/]*)(?<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)(?:>|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern QUOTED =
            Pattern.compile("(?<name>[^\\s\"'=<>/]+)\\s*=\\s*(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)')");

    private static final Pattern ACTIVE = Pattern.compile("on.*|style|srcdoc", Pattern.CASE_INSENSITIVE);

    private HtmlTemplateCheck() {}

    /**
     * Checks a piece of HTML.
     *
     * @param file the name of the file, for messages
     * @param html the piece
     * @throws IllegalArgumentException if a placeholder is where no value is safe
     */
    static void check(String file, String html) {
        Matcher tag = TAG.matcher(html);
        int from = 0;
        while (tag.find(from)) {
            from = tag.end();
            String name = tag.group("name");
            if (name != null) {
                checkTag(file, tag.group("rest"));
                from = endOfContent(file, html, name.toLowerCase(Locale.ROOT), from);
            }
        }
    }

    private static void checkTag(String file, String rest) {
        Matcher attribute = QUOTED.matcher(rest);
        while (attribute.find()) {
            String value = attribute.group("double") == null ? attribute.group("single") : attribute.group("double");
            if (ACTIVE.matcher(attribute.group("name")).matches()) {
                refusePlaceholders(file, value, "the attribute " + attribute.group("name"));
            }
        }
        refusePlaceholders(file, QUOTED.matcher(rest).replaceAll(""), "a tag outside of quotes");
    }

    /** Where a script or style ends; it contains no tags. */
    private static int endOfContent(String file, String html, String name, int from) {
        if (!name.equals("script") && !name.equals("style")) {
            return from;
        }
        int end = html.toLowerCase(Locale.ROOT).indexOf("</" + name, from);
        int stop = end < 0 ? html.length() : end;
        refusePlaceholders(file, html.substring(from, stop), "a " + name);
        return stop;
    }

    private static void refusePlaceholders(String file, String piece, String where) {
        if (piece.contains("{{")) {
            throw new IllegalArgumentException(file + ": a placeholder is in " + where
                    + "; values are safe only in text and in quoted attributes");
        }
    }
}
