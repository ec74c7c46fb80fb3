package dev.kith.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for values, {@code {{.Name}}}, and no logic at all. Values are inserted once and never read as template
 * text themselves.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(?:\\s*\\.([A-Za-z]+)\\s*}})?");

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    private record Place(String name) implements Part {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it names a value that is not offered, or holds anything else in double braces
     */
    static Template parse(String source, Set<String> offered) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(source);
        int end = 0;
        while (place.find()) {
            parts.add(new Literal(source.substring(end, place.start())));
            parts.add(new Place(offered(place, offered)));
            end = place.end();
        }
        parts.add(new Literal(source.substring(end)));
        return new Template(parts);
    }

    private static String offered(Matcher place, Set<String> offered) {
        String name = place.group(1);
        if (name == null) {
            throw new IllegalArgumentException(
                    "position " + place.start() + ": a place for a value is written {{.Name}} and nothing else");
        }
        if (!offered.contains(name)) {
            throw new IllegalArgumentException("there is no value " + name + "; there are " + offered);
        }
        return name;
    }

    /** Fills the places as they are; for plain text. */
    String text(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(part instanceof Place place ? value(values, place) : ((Literal) part).text);
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
            if (part instanceof Place place) {
                String ready = markup.get(place.name);
                out.append(ready == null ? escaped(value(values, place)) : ready);
            } else {
                out.append(((Literal) part).text);
            }
        }
        return out.toString();
    }

    private static String value(Map<String, String> values, Place place) {
        String value = values.get(place.name);
        if (value == null) {
            throw new IllegalStateException("no value " + place.name);
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
