package dev.kith.defaults.mail;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names with which a client of a mail server greets (RFC 5321, section 4.1.1.1). Many servers turn down names without a dot,
 * so that the name of the machine is none that can be relied on.
 */
public final class HeloName {
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern ADDRESS =
            Pattern.compile("\\[(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})]");
    private static final int LONGEST = 253;

    private HeloName() {}

    /**
     * Whether a server can be greeted so at all.
     *
     * @param text the text
     * @return true for a host name and for an address in brackets
     */
    public static boolean isValid(String text) {
        return ADDRESS.matcher(text).matches()
                || (text.length() <= LONGEST && DOMAIN.matcher(text).matches());
    }

    /**
     * The name that other machines know this one by, if a URL has one.
     *
     * @param url a URL of this server
     * @return the host of the URL; empty if that is an address, or a name that means this machine or has no dot
     */
    public static Optional<String> of(URI url) {
        String host = url.getHost();
        if (host == null) {
            return Optional.empty();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return Optional.of(name).filter(HeloName::isValid).filter(HeloName::isKnownElsewhere);
    }

    private static boolean isKnownElsewhere(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean address = Character.isDigit(last.charAt(last.length() - 1))
                && last.chars().allMatch(Character::isDigit);
        return name.contains(".") && !address && !last.equals("localhost") && !last.equals("localdomain");
    }
}
