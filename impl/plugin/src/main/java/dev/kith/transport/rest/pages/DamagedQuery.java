package dev.kith.transport.rest.pages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the query of a link that a mail program, a gateway or a person has damaged in a way that can be told from its looks:
 * ampersands written as in HTML, quoted-printable text (RFC 2045) that was not decoded ({@code =3D}, an equals sign at
 * the end of a line), percent-encoding that was applied once more, line breaks and blanks in between, and what stood behind
 * the link in a text. Only a guess at what the link was: its values are as much from anybody as those of any other link, and
 * count only where they prove to be right.
 */
final class DamagedQuery {
    private static final int MOST_CHARACTERS = 4_096;
    private static final int MOST_LAYERS = 2;

    /** An ampersand in HTML without the ampersand itself, which ends the parameter before it. */
    private static final List<String> AMPERSANDS = List.of("amp;", "#38;", "#x26;");

    /** What a sentence puts behind a link, and never part of a token. */
    private static final String BEHIND = ".,;:!?)>]}\"'`\u2019\u201D\u00BB\u203A";

    private static final String EQUALS_SIGN = "=3D";

    private DamagedQuery() {}

    /**
     * The values that the query had before.
     *
     * @param query the query as it came, percent-encoded
     * @param complete whether values make a link
     * @return values that make a link; empty where there are none to be seen
     */
    static Optional<Map<String, List<String>>> mended(String query, Predicate<Map<String, List<String>>> complete) {
        if (query.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String text = query;
        for (int layer = 0; layer < MOST_LAYERS && (isDoublyEncoded(text) || !complete.test(values(text))); layer++) {
            text = decoded(text.replace("+", "%2B")).orElse(text);
        }
        Map<String, List<String>> printable = values(withoutQuotedPrintable(text));
        return Optional.of(complete.test(printable) ? printable : values(text)).filter(complete);
    }

    /** Whether every percent sign is one that was encoded itself. */
    private static boolean isDoublyEncoded(String text) {
        int first = text.indexOf('%');
        for (int at = first; at >= 0; at = text.indexOf('%', at + 1)) {
            boolean doubled = text.startsWith("%25", at) && isHex(text, at + 3) && isHex(text, at + 4);
            if (!doubled) {
                return false;
            }
        }
        return first >= 0;
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
    }

    /** In quoted-printable text, every equals sign that is meant is {@code =3D}; others end a line that goes on. */
    private static String withoutQuotedPrintable(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() != text.length() || !upper.contains(EQUALS_SIGN)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (upper.startsWith(EQUALS_SIGN, at)) {
                plain.append('=');
                at += EQUALS_SIGN.length() - 1;
            } else if (text.charAt(at) != '=') {
                plain.append(text.charAt(at));
            }
        }
        return plain.toString();
    }

    private static Map<String, List<String>> values(String query) {
        String[] parameters = query.split("&", -1);
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i++) {
            String[] parts = parameters[i].split("=", 2);
            Optional<String> name = decoded(parts[0]).map(DamagedQuery::name);
            Optional<String> value = decoded(parts.length == 2 ? parts[1] : "").map(DamagedQuery::joined);
            if (name.isPresent() && value.isPresent()) {
                boolean last = i == parameters.length - 1;
                values.computeIfAbsent(name.get(), key -> new ArrayList<>())
                        .add(last ? withoutSentence(value.get()) : value.get());
            }
        }
        return values;
    }

    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static String name(String text) {
        String name = joined(text);
        int start = 0;
        for (int length = ampersand(name, 0); length > 0; length = ampersand(name, start)) {
            start += length;
        }
        return name.substring(start).strip();
    }

    /** The length of an ampersand that starts there, 0 for none. */
    private static int ampersand(String name, int start) {
        return AMPERSANDS.stream()
                .filter(ampersand -> name.regionMatches(true, start, ampersand, 0, ampersand.length()))
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
    }

    /** Without line breaks and the blanks by which the next line is indented, and without blanks around. */
    private static String joined(String text) {
        return text.lines().map(String::strip).reduce("", String::concat);
    }

    private static String withoutSentence(String text) {
        int end = text.length();
        while (end > 0 && (BEHIND.indexOf(text.charAt(end - 1)) >= 0 || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }
}
