package dev.kith.delivery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for values, {@code {{.Name}}}, and no logic at all. Values are inserted once and never read as template
 * text themselves.
 */
final class TextTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(?:\\s*\\.([A-Za-z]+)\\s*}})?");

    private final List<Part> parts;

    private TextTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    private record Placeholder(String name) implements Part {}

    /**
     * Reads a template.
     *
     * @param what what it is, for sentences
     * @param source the template
     * @param offered the values that it may name
     * @param required the values that it must name
     * @throws IllegalArgumentException when it names a value that is not offered, names one not that is required, or holds
     *     anything else in double braces
     */
    static TextTemplate parse(String what, String source, Set<String> offered, Set<String> required) {
        List<Part> parts = new ArrayList<>();
        Set<String> missing = new TreeSet<>(required);
        Matcher place = PLACE.matcher(source);
        int end = 0;
        while (place.find()) {
            String name = offered(what, place, offered);
            parts.add(new Literal(source.substring(end, place.start())));
            parts.add(new Placeholder(name));
            missing.remove(name);
            end = place.end();
        }
        parts.add(new Literal(source.substring(end)));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(what + " has no place {{." + String.join("}}, {{.", missing) + "}}");
        }
        return new TextTemplate(parts);
    }

    private static String offered(String what, Matcher place, Set<String> offered) {
        String name = place.group(1);
        if (name == null) {
            throw new IllegalArgumentException(what + ": a place for a value is written {{.Name}} and nothing else,"
                    + " unlike that at character " + (place.start() + 1));
        }
        if (!offered.contains(name)) {
            throw new IllegalArgumentException(
                    what + ": there is no value " + name + " here; there are " + new TreeSet<>(offered));
        }
        return name;
    }

    /** Fills the places as they are; for plain text. */
    String text(Map<String, String> values) {
        return text(name -> value(values, name));
    }

    String text(UnaryOperator<String> values) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(part instanceof Placeholder place ? values.apply(place.name) : ((Literal) part).text);
        }
        return out.toString();
    }

    /**
     * Fills the places of a piece of HTML.
     *
     * @param values texts, inserted so that they stay text in elements and in quoted attributes
     * @param markup pieces of HTML that were made here, inserted as they are
     */
    String html(Map<String, String> values, Map<String, String> markup) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Placeholder place) {
                String ready = markup.get(place.name);
                out.append(ready == null ? escaped(value(values, place.name)) : ready);
            } else {
                out.append(((Literal) part).text);
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

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
