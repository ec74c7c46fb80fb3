package dev.kith.transport.rest.pages;

import dev.kith.html.HtmlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with placeholders ({@code {{name}}}) for texts, in elements and in quoted attributes. Texts are escaped for both; an
 * inserted text is never searched for placeholders again.
 */
public record HtmlTemplate(String source) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** HTML that is inserted as it is. */
    public record Markup(String html) {}

    /** A template in the package of this class. */
    static HtmlTemplate of(String name) {
        return new HtmlTemplate(resource(name));
    }

    static String resource(String name) {
        try (InputStream stream = HtmlTemplate.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Fills in the placeholders.
     *
     * @param values one for each placeholder: {@link Markup}, or a text to escape
     */
    public Markup render(Map<String, ?> values) {
        Matcher placeholder = PLACEHOLDER.matcher(source);
        StringBuilder html = new StringBuilder();
        while (placeholder.find()) {
            placeholder.appendReplacement(html, "");
            html.append(value(values, placeholder.group(1)));
        }
        return new Markup(placeholder.appendTail(html).toString());
    }

    private static String value(Map<String, ?> values, String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for the placeholder " + name);
        }
        return value instanceof Markup markup ? markup.html() : HtmlText.escape(value.toString());
    }
}
