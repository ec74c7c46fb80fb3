package dev.kith.json.text;

import com.google.re2j.Pattern;
import java.util.Optional;

/** Names of hosts: of ASCII alone (RFC 1123), and international ones (RFC 5890 to 5893). */
final class Hostnames {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String ENCODED = "xn--";
    private static final Pattern LABEL = Pattern.compile("^[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?$");
    /** Full stops of other scripts divide labels as well (RFC 3490). */
    private static final Pattern DOTS = Pattern.compile("[.\u3002\uFF0E\uFF61]");

    private Hostnames() {}

    /** A label that says that it is encoded has to be. */
    static boolean isHostname(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    /** The length counts in encoded form. */
    static boolean isInternational(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        int length = -1;
        for (String label : DOTS.split(text, -1)) {
            boolean ascii = label.chars().allMatch(unit -> unit < 128);
            String encoded = ascii ? label : ENCODED + Punycode.encode(label);
            if (ascii ? !isLabel(label) : encoded.length() > LONGEST_LABEL || !InternationalLabel.isValid(label)) {
                return false;
            }
            length += 1 + encoded.length();
        }
        return length <= LONGEST;
    }

    private static boolean isLabel(String label) {
        if (label.length() > LONGEST_LABEL || !LABEL.matches(label)) {
            return false;
        }
        if (!label.startsWith("--", 2)) {
            return true;
        }
        if (!label.regionMatches(true, 0, ENCODED, 0, ENCODED.length())) {
            return false;
        }
        String encoded = label.substring(ENCODED.length());
        Optional<String> decoded = Punycode.decode(encoded);
        return decoded.isPresent()
                && Punycode.encode(decoded.get()).equalsIgnoreCase(encoded)
                && decoded.get().chars().anyMatch(unit -> unit >= 128)
                && InternationalLabel.isValid(decoded.get());
    }
}
