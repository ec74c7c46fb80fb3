package dev.kith.delivery.text;

import dev.kith.html.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders, {@code {{.Name}}}, and no logic at all. Values are inserted once and never read as template text
 * themselves.
 */
final class TextTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?:\\s*\\.([A-Za-z]+)\\s*}})?");

    private final List<Part> parts;

    private TextTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {}

    private record LiteralText(String text) implements Part {}

    private record Placeholder(String name) implements Part {}

    /**
     * Reads a template.
     *
     * @param what what the template is, for messages
     * @param source the template
     * @param offered the values that it may contain
     * @param required the values that it must contain
     * @throws IllegalArgumentException if it contains a value that is not offered, lacks one that is required, or contains
     *     anything else in double braces
     */
    static TextTemplate parse(String what, String source, Set<String> offered, Set<String> required) {
        List<Part> parts = new ArrayList<>();
        Set<String> missing = new TreeSet<>(required);
        Matcher placeholder = PLACEHOLDER.matcher(source);
        int end = 0;
        while (placeholder.find()) {
            String name = offered(what, placeholder, offered);
            parts.add(new LiteralText(source.substring(end, placeholder.start())));
            parts.add(new Placeholder(name));
            missing.remove(name);
            end = placeholder.end();
        }
        parts.add(new LiteralText(source.substring(end)));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(what + " must contain {{." + String.join("}}, {{.", missing) + "}}");
        }
        return new TextTemplate(parts);
    }

    private static String offered(String what, Matcher placeholder, Set<String> offered) {
        String name = placeholder.group(1);
        if (name == null) {
            throw new IllegalArgumentException(what + ": a placeholder is written {{.Name}} and nothing else,"
                    + " unlike the one at character " + (placeholder.start() + 1));
        }
        if (!offered.contains(name)) {
            throw new IllegalArgumentException(
                    what + ": there is no value " + name + " here; the values are " + new TreeSet<>(offered));
        }
        return name;
    }

    /** Inserts the values as they are; for plain text. */
    String text(Map<String, String> values) {
        return text(name -> value(values, name));
    }

    String text(UnaryOperator<String> values) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(
                    part instanceof Placeholder placeholder
                            ? values.apply(placeholder.name)
                            : ((LiteralText) part).text);
        }
        return out.toString();
    }

    /**
     * Inserts the values into a piece of HTML.
     *
     * @param values texts, escaped for elements and for quoted attributes
     * @param markup pieces of HTML that come from templates, inserted as they are
     */
    String html(Map<String, String> values, Map<String, String> markup) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder) {
                String ready = markup.get(placeholder.name);
                out.append(ready == null ? HtmlText.escape(value(values, placeholder.name)) : ready);
            } else {
                out.append(((LiteralText) part).text);
            }
        }
        return out.toString();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value " + name);
        }
        return value;
    }
}
