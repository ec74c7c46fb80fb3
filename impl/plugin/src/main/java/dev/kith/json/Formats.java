package dev.kith.json;

import com.google.re2j.Pattern;
import com.sanctionco.jmail.JMail;
import com.sanctionco.jmail.net.InternetProtocolAddress;
import dev.kith.json.GuardedPattern.Unfit;
import dev.kith.json.document.JsonPointer;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The checks of {@code format} up to draft 7. In later drafts it is only an annotation. */
final class Formats {
    /** No text in one of these formats needs to be longer. */
    static final int LONGEST = 4_096;

    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_LABEL = 63;

    private static final Pattern DATE = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    private static final Pattern TIME =
            Pattern.compile("^[0-9]{2}:[0-9]{2}:([0-5][0-9]|60)([.][0-9]+)?([zZ]|[+-][0-9]{2}:[0-9]{2})$");
    private static final Pattern DURATION =
            Pattern.compile("^P([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)"
                    + "(T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))?"
                    + "|T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))$");
    private static final Pattern UUID =
            Pattern.compile("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$");
    private static final Pattern LABEL = Pattern.compile("^[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?$");
    private static final Pattern RELATIVE_POINTER = Pattern.compile("^(0|[1-9][0-9]*)(#|/.*)?$", Pattern.DOTALL);
    private static final Pattern TEMPLATE = Pattern.compile("^([^{}]|\\{[^{}]+\\})*$", Pattern.DOTALL);

    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("date", Formats::isDate),
            Map.entry("time", Formats::isTime),
            Map.entry("date-time", Formats::isDateTime),
            Map.entry("duration", DURATION::matches),
            Map.entry("email", Formats::isEmail),
            Map.entry("idn-email", Formats::isEmail),
            Map.entry("hostname", Formats::isHostname),
            Map.entry("idn-hostname", Formats::isInternationalHostname),
            Map.entry("ipv4", text -> InternetProtocolAddress.validateIpv4(text).isPresent()),
            Map.entry("ipv6", text -> InternetProtocolAddress.validateIpv6(text).isPresent()),
            Map.entry("uri", text -> isAscii(text) && isUri(text, true)),
            Map.entry("iri", text -> isUri(text, true)),
            Map.entry("uri-reference", text -> isAscii(text) && isUri(text, false)),
            Map.entry("iri-reference", text -> isUri(text, false)),
            Map.entry("uri-template", TEMPLATE::matches),
            Map.entry("uuid", UUID::matches),
            Map.entry("json-pointer", text -> JsonPointer.names(text).isPresent()),
            Map.entry("relative-json-pointer", Formats::isRelativePointer),
            Map.entry("regex", Formats::isRegularExpression));

    private Formats() {}

    /** The check of a format; empty for an unknown format. */
    static Optional<Predicate<String>> named(String name) {
        return Optional.ofNullable(KNOWN.get(name)).map(check -> text -> text.length() <= LONGEST && check.test(text));
    }

    /** The cost of one check; compiling a regular expression is the most expensive by far. */
    static int cost(String name) {
        return name.equals("regex") ? 100_000 : 20;
    }

    private static boolean isDate(String text) {
        return DATE.matches(text) && parses(LocalDate::parse, text);
    }

    /** RFC 3339 allows leap seconds, which occur at the end of the last minute before midnight UTC; Java does not. */
    private static boolean isTime(String text) {
        if (!TIME.matches(text)) {
            return false;
        }
        String upper = text.replace('z', 'Z');
        if (!upper.startsWith(":60", 5)) {
            return parses(OffsetTime::parse, upper);
        }
        String before = upper.substring(0, 6) + "59" + upper.substring(8);
        return parses(OffsetTime::parse, before) && isLastSecondOfDay(OffsetTime.parse(before));
    }

    private static boolean isLastSecondOfDay(OffsetTime time) {
        long seconds =
                (long) time.toLocalTime().toSecondOfDay() - time.getOffset().getTotalSeconds();
        return Math.floorMod(seconds, 86_400L) == 86_399;
    }

    private static boolean isDateTime(String text) {
        int split = 10;
        return text.length() > split
                && Character.toUpperCase(text.charAt(split)) == 'T'
                && isDate(text.substring(0, split))
                && isTime(text.substring(split + 1));
    }

    private static boolean parses(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A display name, a comment or a route is not part of an address. */
    private static boolean isEmail(String text) {
        return JMail.tryParse(text)
                .filter(email -> !email.hasIdentifier()
                        && email.comments().isEmpty()
                        && email.explicitSourceRoutes().isEmpty())
                .isPresent();
    }

    private static boolean isHostname(String text) {
        if (text.isEmpty() || text.length() > LONGEST_HOST) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (label.length() > LONGEST_LABEL || !LABEL.matches(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInternationalHostname(String text) {
        try {
            return text.length() <= LONGEST_HOST && isHostname(IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static boolean isUri(String text, boolean absolute) {
        try {
            return new URI(text).isAbsolute() || !absolute;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    private static boolean isRelativePointer(String text) {
        int slash = text.indexOf('/');
        return RELATIVE_POINTER.matches(text)
                && (slash < 0 || JsonPointer.names(text.substring(slash)).isPresent());
    }

    /** The expression comes from the data, so it is compiled with the same guard as the patterns of schemas. */
    private static boolean isRegularExpression(String text) {
        try {
            GuardedPattern.compile(text);
            return true;
        } catch (Unfit e) {
            return false;
        }
    }
}
