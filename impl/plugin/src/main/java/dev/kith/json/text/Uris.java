package dev.kith.json.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** URIs (RFC 3986) and IRIs (RFC 3987), and references of both. */
final class Uris {
    /** Divides every text into its parts (RFC 3986, appendix B). */
    private static final Pattern PARTS =
            Pattern.compile("^(?:([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?$", Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*$");
    private static final Pattern FUTURE = Pattern.compile("^[vV][0-9A-Fa-f]+[.][A-Za-z0-9._~!$&'()*+,;=:-]+$");
    private static final Pattern PORT = Pattern.compile("^[0-9]*$");
    private static final String UNRESERVED = "-._~";
    private static final String DELIMITERS = "!$&'()*+,;=";

    private Uris() {}

    static boolean isUri(String text) {
        return fits(text, true, false);
    }

    static boolean isUriReference(String text) {
        return fits(text, false, false);
    }

    static boolean isIri(String text) {
        return fits(text, true, true);
    }

    static boolean isIriReference(String text) {
        return fits(text, false, true);
    }

    private static boolean fits(String text, boolean absolute, boolean international) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        String scheme = parts.group(1);
        String path = parts.group(4);
        if (scheme == null ? absolute : !SCHEME.matches(scheme)) {
            return false;
        }
        boolean authority = parts.group(2) == null
                ? !path.startsWith("//")
                : isAuthority(parts.group(3), international) && (path.isEmpty() || path.startsWith("/"));
        return authority
                && consistsOf(path, DELIMITERS + ":@/", international)
                && (parts.group(5) == null || isQuery(parts.group(5), international))
                && (parts.group(6) == null || consistsOf(parts.group(6), DELIMITERS + ":@/?", international));
    }

    /** The name of a user ends at the first sign: a second one has to be encoded. */
    private static boolean isAuthority(String text, boolean international) {
        int sign = text.indexOf('@');
        if (sign >= 0 && !consistsOf(text.substring(0, sign), DELIMITERS + ":", international)) {
            return false;
        }
        String place = text.substring(sign + 1);
        if (place.startsWith("[")) {
            int end = place.indexOf(']');
            if (end < 0) {
                return false;
            }
            String literal = place.substring(1, end);
            String rest = place.substring(end + 1);
            return (Addresses.isVersion6(literal) || FUTURE.matches(literal))
                    && (rest.isEmpty() || (rest.startsWith(":") && PORT.matches(rest.substring(1))));
        }
        int colon = place.indexOf(':');
        String host = colon < 0 ? place : place.substring(0, colon);
        return consistsOf(host, DELIMITERS, international) && (colon < 0 || PORT.matches(place.substring(colon + 1)));
    }

    /** The query alone may have characters for private use. */
    private static boolean isQuery(String text, boolean international) {
        String others = !international
                ? text
                : text.codePoints()
                        .filter(point -> Character.getType(point) != Character.PRIVATE_USE)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        return consistsOf(others, DELIMITERS + ":@/?", international);
    }

    private static boolean consistsOf(String text, String further, boolean international) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '%') {
                if (!isEncoded(text, i)) {
                    return false;
                }
            } else if (!isAllowed(point, further, international)) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }

    /** Whether two hexadecimal digits follow a percent sign. */
    static boolean isEncoded(String text, int at) {
        return at + 2 < text.length() && isHexadecimal(text.charAt(at + 1)) && isHexadecimal(text.charAt(at + 2));
    }

    private static boolean isHexadecimal(char digit) {
        return digit < 128 && Character.digit(digit, 16) >= 0;
    }

    private static boolean isAllowed(int point, String further, boolean international) {
        if (point < 128) {
            return Character.isLetterOrDigit(point) || UNRESERVED.indexOf(point) >= 0 || further.indexOf(point) >= 0;
        }
        return international && isUniversal(point);
    }

    /** The characters beyond ASCII that an IRI may have (RFC 3987, {@code ucschar}). */
    static boolean isUniversal(int point) {
        return (point >= 0xA0 && point <= 0xD7FF)
                || (point >= 0xF900 && point <= 0xFDCF)
                || (point >= 0xFDF0 && point <= 0xFFEF)
                || (point >= 0x10000 && point <= 0xEFFFD && (point & 0xFFFF) <= 0xFFFD && !isOfTags(point));
    }

    private static boolean isOfTags(int point) {
        return point >= 0xE0000 && point <= 0xE0FFF;
    }
}
