package dev.kith.core;

import dev.kith.api.ProblemCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A URL template: literal text and the places {@code {{.UserID}}}, {@code {{.Code}}} and {@code {{.OrgID}}}, with blanks and
 * trim markers, and nothing else of the template language it is taken from (contract, ruling R8). Values go in
 * percent-encoded, so that none can change the URL's structure.
 */
final class LinkTemplate {
    static final int MOST_CHARACTERS = 2_000;
    private static final String BLANKS = " \t\r\n";

    private enum LinkPlaceholder {
        USER_ID("UserID"),
        CODE("Code"),
        ORG_ID("OrgID");

        private final String field;

        LinkPlaceholder(String field) {
            this.field = field;
        }

        static Optional<LinkPlaceholder> of(String field) {
            for (LinkPlaceholder place : values()) {
                if (place.field.equals(field)) {
                    return Optional.of(place);
                }
            }
            return Optional.empty();
        }
    }

    /** Either a literal text or a place. */
    private sealed interface LinkPart {
        record LiteralPart(String text) implements LinkPart {}

        record ValuePart(LinkPlaceholder place) implements LinkPart {}
    }

    private final List<LinkPart> parts;

    private LinkTemplate(List<LinkPart> parts) {
        this.parts = parts;
    }

    /** A template that was read, or why it cannot be used. */
    record Reading(Optional<LinkTemplate> template, ProblemCode refusal) {}

    static Reading read(String text) {
        Reader reader = new Reader(text);
        while (reader.at < text.length()) {
            if (!reader.readPart()) {
                return refused(ProblemCode.TEMPLATE_UNREADABLE);
            }
        }
        return reader.unknownField
                ? refused(ProblemCode.TEMPLATE_REFUSED)
                : new Reading(Optional.of(new LinkTemplate(List.copyOf(reader.parts))), ProblemCode.TEMPLATE_REFUSED);
    }

    private static final class Reader {
        private final String text;
        private final List<LinkPart> parts = new ArrayList<>();
        private int at;
        private boolean unknownField;

        Reader(String text) {
            this.text = text;
        }

        /** A literal text and the action after it; false where the action is none that is known. */
        private boolean readPart() {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                parts.add(new LinkPart.LiteralPart(text.substring(at)));
                at = text.length();
                return true;
            }
            int close = text.indexOf("}}", open + 2);
            return close >= 0 && readAction(text.substring(at, open), text.substring(open + 2, close), close + 2);
        }

        private boolean readAction(String before, String action, int after) {
            int length = action.length();
            boolean trimBefore = length > 1 && action.charAt(0) == '-' && isBlank(action.charAt(1));
            boolean trimAfter = length > 1 && action.charAt(length - 1) == '-' && isBlank(action.charAt(length - 2));
            String field = strip(action.substring(trimBefore ? 1 : 0, trimAfter ? length - 1 : length));
            if (!isField(field)) {
                return false;
            }
            parts.add(new LinkPart.LiteralPart(trimBefore ? stripTrailing(before) : before));
            LinkPlaceholder.of(field.substring(1))
                    .ifPresentOrElse(place -> parts.add(new LinkPart.ValuePart(place)), () -> unknownField = true);
            at = trimAfter ? skipBlanks(text, after) : after;
            return true;
        }
    }

    private static Reading refused(ProblemCode code) {
        return new Reading(Optional.empty(), code);
    }

    /** The origin that every link of this template has; empty where some would be no proper link, or go elsewhere. */
    Optional<String> originFor(String userId) {
        Optional<String> origin = origin(render(userId, "A", "1"));
        return origin.equals(origin(render(userId + "0", "ZZZZZZ", "22"))) ? origin : Optional.empty();
    }

    String render(String userId, String code, String organization) {
        Map<LinkPlaceholder, String> values = Map.of(
                LinkPlaceholder.USER_ID, userId, LinkPlaceholder.CODE, code, LinkPlaceholder.ORG_ID, organization);
        StringBuilder out = new StringBuilder();
        for (LinkPart part : parts) {
            if (part instanceof LinkPart.ValuePart value) {
                out.append(encode(values.getOrDefault(value.place(), "")));
            } else {
                out.append(((LinkPart.LiteralPart) part).text());
            }
        }
        return out.toString();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Where a link leads; empty where the text is no proper link. */
    static Optional<String> origin(String link) {
        return link.length() > MOST_CHARACTERS ? Optional.empty() : LinkOrigin.of(link);
    }

    private static boolean isField(String inner) {
        if (inner.length() < 2 || inner.charAt(0) != '.' || Character.isDigit(inner.charAt(1))) {
            return false;
        }
        return inner.chars().skip(1).allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    private static boolean isBlank(char character) {
        return BLANKS.indexOf(character) >= 0;
    }

    private static String strip(String text) {
        return stripTrailing(text.substring(skipBlanks(text, 0)));
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
