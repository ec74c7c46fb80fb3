package dev.kith.json.text;

import com.google.re2j.Pattern;
import com.sanctionco.jmail.JMail;
import dev.kith.json.document.JsonPointer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The checks of {@code format} up to draft 7. In later drafts it is only an annotation. */
public final class Formats {
    /** No text in one of these formats needs to be longer. */
    static final int LONGEST = 4_096;

    private static final Pattern DURATION =
            Pattern.compile("^P([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)"
                    + "(T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))?"
                    + "|T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))$");
    private static final Pattern UUID =
            Pattern.compile("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$");
    private static final Pattern RELATIVE_POINTER = Pattern.compile("^(0|[1-9][0-9]*)(#|/.*)?$", Pattern.DOTALL);

    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("date", Times::isDate),
            Map.entry("time", Times::isTime),
            Map.entry("date-time", Times::isDateTime),
            Map.entry("duration", DURATION::matches),
            Map.entry("email", text -> isAscii(text) && isEmail(text)),
            Map.entry("idn-email", Formats::isEmail),
            Map.entry("hostname", Hostnames::isHostname),
            Map.entry("idn-hostname", Hostnames::isInternational),
            Map.entry("ipv4", Addresses::isVersion4),
            Map.entry("ipv6", Addresses::isVersion6),
            Map.entry("uri", Uris::isUri),
            Map.entry("iri", Uris::isIri),
            Map.entry("uri-reference", Uris::isUriReference),
            Map.entry("iri-reference", Uris::isIriReference),
            Map.entry("uri-template", UriTemplates::isTemplate),
            Map.entry("uuid", UUID::matches),
            Map.entry("json-pointer", text -> JsonPointer.names(text).isPresent()),
            Map.entry("relative-json-pointer", Formats::isRelativePointer),
            Map.entry("regex", EcmaPattern::isValid));

    private Formats() {}

    /**
     * The check of a format.
     *
     * @param name the format
     * @return the check; empty for an unknown format
     */
    public static Optional<Predicate<String>> named(String name) {
        return Optional.ofNullable(KNOWN.get(name)).map(check -> text -> text.length() <= LONGEST && check.test(text));
    }

    /**
     * The cost of one check; what a property of characters means is looked up among all of them when it is first named.
     *
     * @param name the format
     * @return units of work
     */
    public static int cost(String name) {
        return name.equals("regex") ? 100_000 : 20;
    }

    /** A display name, a comment or a route is not part of an address. */
    private static boolean isEmail(String text) {
        return JMail.tryParse(text)
                .filter(email -> !email.hasIdentifier()
                        && email.comments().isEmpty()
                        && email.explicitSourceRoutes().isEmpty())
                .isPresent();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    private static boolean isRelativePointer(String text) {
        int slash = text.indexOf('/');
        return RELATIVE_POINTER.matches(text)
                && (slash < 0 || JsonPointer.names(text.substring(slash)).isPresent());
    }
}
