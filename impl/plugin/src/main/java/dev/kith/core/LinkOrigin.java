package dev.kith.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a link leads: its scheme, host and, unless it is the scheme's own, port, in lower case (contract, ruling R8). A link
 * is absolute and has a host and no user info. Its scheme is http, https or that of an application; none by which a program
 * runs what it is given, opens files or the insides of a browser, or reaches something other than a page or an application.
 */
public final class LinkOrigin {
    private static final Set<String> WEB = Set.of("http", "https");

    /** Schemes that no application may have as its own, besides those that {@link #isHarmless} tells by their form. */
    private static final Set<String> FORBIDDEN = Set.of(
            // Documents within the link, scripts and the insides of browsers.
            "data",
            "blob",
            "about",
            "file",
            "filesystem",
            "local",
            "view-source",
            "jar",
            "wyciwyg",
            "resource",
            "res",
            "mocha",
            "chrome",
            "edge",
            "opera",
            "brave",
            "vivaldi",
            "feed",
            // What an operating system opens with programs of its own.
            "intent",
            "android-app",
            "content",
            "shell",
            "search-ms",
            "hcp",
            "its",
            "mk",
            "mhtml",
            "cid",
            "mid",
            "itms-services",
            // Other protocols.
            "mailto",
            "tel",
            "callto",
            "sms",
            "smsto",
            "mms",
            "ftp",
            "ftps",
            "sftp",
            "ssh",
            "telnet",
            "rlogin",
            "tn3270",
            "gopher",
            "wais",
            "news",
            "nntp",
            "ldap",
            "ldaps",
            "smb",
            "cifs",
            "nfs",
            "afp",
            "dav",
            "davs",
            "ws",
            "wss",
            "rmi",
            "jdbc",
            "jndi",
            "dns",
            "urn",
            "tag");

    private LinkOrigin() {}

    /**
     * The origin of a link.
     *
     * @param link a text that may be a link, in any spelling
     * @return the origin; empty where the text is no link
     */
    public static Optional<String> of(String link) {
        return read(link).map(LinkOrigin::origin);
    }

    /**
     * An origin that somebody has written down.
     *
     * @param text a text such as {@code https://app.example.com} or {@code myapp://verify}
     * @return the origin; empty where the text is none or says more than that
     */
    public static Optional<String> ofOrigin(String text) {
        return read(text)
                .filter(link ->
                        link.getRawPath().isEmpty() && link.getRawQuery() == null && link.getRawFragment() == null)
                .map(LinkOrigin::origin);
    }

    /** Whether an origin is one of web pages. */
    static boolean isWeb(String origin) {
        return WEB.contains(origin.substring(0, origin.indexOf(':')));
    }

    /** White space, control characters and percent signs are no part of a scheme, and so make a text no link. */
    private static Optional<URI> read(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(link -> link.getScheme() != null && isHarmless(scheme(link)))
                    .filter(link -> link.getHost() != null && link.getRawUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isHarmless(String scheme) {
        return !FORBIDDEN.contains(scheme)
                && !scheme.endsWith("script")
                && !scheme.endsWith("-extension")
                && !scheme.startsWith("chrome-")
                && !scheme.startsWith("ms-");
    }

    private static String origin(URI link) {
        String scheme = scheme(link);
        int usual = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
        boolean defaultPort = link.getPort() == -1 || link.getPort() == usual;
        return scheme + "://" + link.getHost().toLowerCase(Locale.ROOT) + (defaultPort ? "" : ":" + link.getPort());
    }

    private static String scheme(URI link) {
        return link.getScheme().toLowerCase(Locale.ROOT);
    }
}
